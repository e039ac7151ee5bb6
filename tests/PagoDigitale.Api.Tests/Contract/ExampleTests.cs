using System.Text.RegularExpressions;
using PagoDigitale.Core.Identifiers;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>What openapi.yaml shows can be sent: callers copy its examples.</summary>
public sealed partial class ExampleTests
{
    /// <summary>The examples of refusals are about this one, whose check character is wrong.</summary>
    private const string Wrong = "RSSMRA80A01H501X";

    [Fact]
    public async Task Every_fiscal_code_that_the_contract_shows_is_right()
    {
        var contract = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "openapi.yaml"));

        var codes = ShownCodes().Matches(contract).Select(m => m.Value).Distinct().ToList();

        codes.ShouldContain("RSSMRA80A01H501U");
        codes.ShouldContain("01234567897");
        codes.Where(c => !FiscalCode.TryParse(c, out _)).ShouldBe([Wrong]);
    }

    // A person's code wherever it stands, an entity's where a member says that it is one.
    [GeneratedRegex(@"\b[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z]\b|(?<=[fF]iscalCode: '?)[0-9]{11}(?='?\b)")]
    private static partial Regex ShownCodes();
}
