using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Notices;

[Collection(NoticesTests.Name)]
public sealed class ReadNoticeTests(NoticesApi fixture)
{
    private readonly INoticesClient _notices = fixture.Api.Admin.Notices;

    [Fact]
    public async Task A_notice_says_everything_that_is_printed()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        var number = await rows.AddOneAsync(new NoticeGiven { Flow = flow.Id, FlowRow = 1 });

        var notice = await _notices.ReadAsync(rows.Organization, number);

        notice.NoticeNumber.ShouldBe(number);
        notice.Iuv.ShouldBe(number[1..]);
        notice.FlowId.ShouldBe(flow.PublicId);
        notice.State.ToString().ShouldBe("unpaid", StringCompareShould.IgnoreCase);
        notice.OrganizationFiscalCode.ShouldBe(rows.Organization);
        notice.OrganizationName.ShouldBe("Comune di Rosignano Esempio");
        notice.DebtorFiscalCode.ShouldBe("RSSMRA80A01H501U");
        notice.DebtorName.ShouldBe("Mario Rossi");
        notice.Description.ShouldBe("TARI 2026");
        notice.AmountCents.ShouldBe(9225);
        notice.DueDate.ShouldBe(new DateOnly(2027, 5, 31));
        notice.QrCode.ShouldBe($"PAGOPA|002|{number}|{rows.Organization}|9225");
        notice.CbillCode.ShouldBe("AB1CD");
        notice.PostalDataMatrix.ShouldBeNull();
    }

    [Fact]
    public async Task Instalments_of_one_position_are_told_apart_however_long_the_text_is()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var numbers = await rows.AddAsync(new NoticeGiven { Instalments = 3, Description = new string('x', 140) });

        var second = await _notices.ReadAsync(rows.Organization, numbers[1]);

        second.Description.Length.ShouldBe(140);
        second.Description.ShouldEndWith("x… - rata 2 di 3");
    }

    [Fact]
    public async Task A_paid_notice_can_still_be_read()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var number = await rows.AddOneAsync(new NoticeGiven { State = "paid" });

        (await _notices.ReadAsync(rows.Organization, number)).State.ToString().ShouldBe("paid", StringCompareShould.IgnoreCase);
    }

    [Fact]
    public async Task Another_organization_does_not_find_it()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var number = await rows.AddOneAsync(new NoticeGiven());
        var other = await NoticeRows.CreateAsync(fixture.Api, "Comune Altro");

        (await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => _notices.ReadAsync(other.Organization, number))).Code.ShouldBe(
            "notice-not-found"
        );
        (await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => _notices.DownloadAsync(other.Organization, number))).Code.ShouldBe(
            "notice-not-found"
        );
    }
}
