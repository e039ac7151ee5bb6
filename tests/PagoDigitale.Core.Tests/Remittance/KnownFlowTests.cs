using CsCheck;
using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Core.Tests.Remittance;

public sealed class KnownFlowTests
{
    private static readonly HashSet<string> _known =
    [
        "2025-03-04PSPAITM1XXX-S0042001",
        "2025-03-04PSPAITM1XXX-S0042",
        "2025-03-05ALTRO_1-9",
        "FLUSSO 77 SENZA DATA",
    ];

    [Theory]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX-S0042001", "2025-03-04PSPAITM1XXX-S0042001")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX-S00 42001 ACCREDITO", "2025-03-04PSPAITM1XXX-S0042001")]
    [InlineData("20\n25-03-04PSP AITM1XXX-S0042 ", "2025-03-04PSPAITM1XXX-S0042")]
    [InlineData("testo 2025-03-05ALTRO_1-9/ZZ4", "2025-03-05ALTRO_1-9")]
    [InlineData("rif. FLUSSO77 SENZADATA del mese", "FLUSSO 77 SENZA DATA")]
    [InlineData("2025-03-05ALTRO_1-9 e 2025-03-04PSPAITM1XXX-S0042001", "2025-03-04PSPAITM1XXX-S0042001")]
    public void A_known_flow_is_found_however_it_is_broken(string text, string expected) =>
        RemittanceParser.FindKnownFlow(text, _known).ShouldBe(expected);

    /// <summary>Who knows more flows than can be held asks for the possible ones: none of the usual form may be missing.</summary>
    [Theory]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX-S00 42001 ACCREDITO")]
    [InlineData("20\n25-03-04PSP AITM1XXX-S0042 ")]
    [InlineData("testo 2025-03-05ALTRO_1-9/ZZ4")]
    [InlineData("2025-03-05ALTRO_1-9 e 2025-03-04PSPAITM1XXX-S0042001")]
    public void Whatever_is_found_was_possible(string text) =>
        RemittanceParser.FindPossibleFlows(text).ShouldContain(RemittanceParser.FindKnownFlow(text, _known)!);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2025-03-04")]
    [InlineData("/URI/2025-03-04PSPAITM1XXX-S00420019")]
    [InlineData("/URI/2025-03-04PSPAITM1XXX-S0042X")]
    [InlineData("/URI/2025-03-04PSPAITM1XXX-S00")]
    public void A_flow_that_only_begins_alike_is_not_taken_for_it(string? text) =>
        RemittanceParser.FindKnownFlow(text, _known).ShouldBeNull();

    [Fact]
    public void Whatever_space_a_bank_puts_inside_a_known_id_it_is_found() =>
        Gen.Select(_flussoIds, Gen.Int[0, 5].Array[40])
            .Sample(
                (id, gaps) =>
                {
                    var broken = string.Concat(id.Select((character, i) => gaps[i] == 0 ? character + " " : character.ToString()));
                    RemittanceParser
                        .FindKnownFlow($"RI1/PUR/LGPE-RIVERSAMENTO/URI/{broken} ACCREDITO", new HashSet<string> { id })
                        .ShouldBe(id);
                },
                iter: 500
            );

    private static readonly Gen<string> _flussoIds = Gen.Select(
        Gen.Int[1, 12],
        Gen.Int[1, 28],
        Gen.Int[0, 999],
        Gen.Long[0, 999_999_999],
        (month, day, psp, number) => $"2025-{month:00}-{day:00}PSP{psp}-{number}"
    );
}
