using PagoDigitale.Documents.Notices;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Notices;

public sealed class NoticeFileNameTests
{
    [Theory]
    [InlineData("rssmra80a01h501u", "RSSMRA80A01H501U_2026_02032002700000251.pdf")]
    [InlineData("ANONIMO", "ANONIMO_2026_02032002700000251.pdf")]
    [InlineData(null, "ANONIMO_2026_02032002700000251.pdf")]
    [InlineData("  ", "ANONIMO_2026_02032002700000251.pdf")]
    [InlineData("../../etc/passwd", "ETCPASSWD_2026_02032002700000251.pdf")]
    [InlineData(@"C:\CON|*?""<>", "CCON_2026_02032002700000251.pdf")]
    [InlineData("RSS\0MRA\n", "RSSMRA_2026_02032002700000251.pdf")]
    [InlineData("--help", "HELP_2026_02032002700000251.pdf")]
    public void The_name_is_fiscal_code_year_and_iuv_made_safe(string? fiscalCode, string expected)
    {
        NoticeFileName.For(fiscalCode, 2026, "02032002700000251").ShouldBe(expected);
    }

    [Fact]
    public void A_long_code_is_cut()
    {
        NoticeFileName.For(new string('A', 500), 2026, new string('1', 500)).Length.ShouldBeLessThan(100);
    }

    [Theory]
    [InlineData("")]
    [InlineData("///")]
    public void A_name_without_an_iuv_is_refused(string iuv)
    {
        Should.Throw<ArgumentException>(() => NoticeFileName.For("RSSMRA80A01H501U", 2026, iuv)).ParamName.ShouldBe("iuv");
    }
}
