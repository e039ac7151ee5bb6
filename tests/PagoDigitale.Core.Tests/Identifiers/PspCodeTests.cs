using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Core.Tests.Identifiers;

public sealed class PspCodeTests
{
    [Theory]
    [InlineData("BCITITMM", "BCITITMM BCITITMMXXX")]
    [InlineData("BCITITMMXXX", "BCITITMMXXX BCITITMM")]
    [InlineData("BCITITMM123", "BCITITMM123")]
    [InlineData("PPAYITR1XXX", "PPAYITR1XXX PPAYITR1")]
    [InlineData("ABI03069", "ABI03069")]
    [InlineData("60000000001", "60000000001")]
    [InlineData("AGID_01", "AGID_01")]
    [InlineData("XXX", "XXX")]
    [InlineData("", "")]
    public void A_BIC_is_written_with_and_without_the_branch_of_its_head_office(string code, string spellings) =>
        PspCode.Spellings(code).ShouldBe(spellings.Split(' '));
}
