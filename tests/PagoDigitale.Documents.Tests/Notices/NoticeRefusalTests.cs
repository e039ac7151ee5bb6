using PagoDigitale.Documents.Notices;
using PagoDigitale.Documents.Tests.Kit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Notices;

public sealed class NoticeRefusalTests
{
    public static TheoryData<string, NoticeData> Short() =>
        new()
        {
            { nameof(NoticeData.OrganizationName), Given.Notice with { OrganizationName = " " } },
            { nameof(NoticeData.OrganizationFiscalCode), Given.Notice with { OrganizationFiscalCode = null! } },
            { nameof(NoticeData.OrganizationFiscalCode), Given.Notice with { OrganizationFiscalCode = "null" } },
            { nameof(NoticeData.OrganizationFiscalCode), Given.Notice with { OrganizationFiscalCode = "9999900001A" } },
            { nameof(NoticeData.DebtorName), Given.Notice with { DebtorName = "" } },
            { nameof(NoticeData.DebtorFiscalCode), Given.Notice with { DebtorFiscalCode = "RSS MRA" } },
            { nameof(NoticeData.Subject), Given.Notice with { Subject = null! } },
            { nameof(NoticeData.AmountCents), Given.Notice with { AmountCents = 0 } },
            { nameof(NoticeData.AmountCents), Given.Notice with { AmountCents = -5 } },
            { nameof(NoticeData.AmountCents), Given.Notice with { AmountCents = NoticeCheck.AmountCentsMax + 1 } },
            { nameof(NoticeData.InstalmentNumber), Given.Notice with { InstalmentNumber = 0 } },
            { nameof(NoticeData.NoticeNumber), Given.Notice with { NoticeNumber = null! } },
            { nameof(NoticeData.NoticeNumber), Given.Notice with { NoticeNumber = "30203200270000025" } },
            { nameof(NoticeData.NoticeNumber), Given.Notice with { NoticeNumber = "30203200270000025٣" } },
            { nameof(NoticeData.Cbill), Given.Notice with { Cbill = "AB 12" } },
            { nameof(NoticeData.DueDate), Given.Notice with { DueDate = default(DateOnly) } },
            { nameof(NoticeData.PaymentLink), Given.Notice with { PaymentLink = "javascript:alert(1)" } },
            { nameof(NoticeData.IssuedAt), Given.Notice with { IssuedAt = default } },
            { nameof(NoticeData.OrganizationLogo), Given.Notice with { OrganizationLogo = "GIF89a and more"u8.ToArray() } },
            { nameof(NoticeData.OrganizationLogo), Given.Notice with { OrganizationLogo = Pictures.Jpeg[..100] } },
        };

    [Theory]
    [MemberData(nameof(Short), DisableDiscoveryEnumeration = true)]
    public void Short_or_wrong_data_are_refused_by_name_and_nothing_is_written(string field, NoticeData data)
    {
        using var output = new MemoryStream();

        var refusal = Should.Throw<DocumentRefusedException>(() => new NoticeRenderer().Render(data, output));

        refusal.Field.ShouldBe(field);
        refusal.Message.ShouldContain(field);
        output.Length.ShouldBe(0);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = NoticeCheck.Faults(Given.Notice with { Subject = "", NoticeNumber = "", AmountCents = 0 });

        faults.Select(fault => fault.Field).ShouldBe(["Subject", "AmountCents", "NoticeNumber"]);
    }

    [Fact]
    public void A_complete_notice_has_no_faults()
    {
        NoticeCheck.Faults(Given.Notice).ShouldBeEmpty();
    }
}
