using System.Diagnostics;
using CsCheck;
using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Core.Tests.Remittance;

public sealed class RemittanceFuzzTests
{
    private static readonly string[] _pieces =
    [
        "LGPE",
        "-",
        "RIVERSAMENTO",
        "LGPE-RIVERSAMENTO",
        "/PUR/",
        "/URI/",
        "URI",
        "/TXT/0",
        " ",
        "\n",
        ".",
        "_",
        "2025-",
        "03",
        "04",
        "2025-03-04",
        "PSP1-9",
        "RFS",
        "/RFB/",
        "RF18",
        "5390",
        "123456789012345",
        "/12.34",
        "/",
        "é",
        "\0",
        "\ud800",
        "0",
        "X",
    ];

    [Fact]
    public void No_text_makes_it_throw_and_what_it_reads_is_in_the_text() =>
        Gen.OneOf(_pieces)
            .Array[0, 29]
            .Select(string.Concat)
            .Sample(
                text =>
                {
                    var found = RemittanceParser.Parse(text);
                    var compact = string.Concat(text.Where(character => !char.IsWhiteSpace(character) && !char.IsControl(character)));
                    compact.ShouldContain(found.Value);
                    found.Kind.ShouldBe(found.Value.Length == 0 ? RemittanceKind.None : found.Kind);
                    if (found.Kind != RemittanceKind.None)
                        RemittanceParser.IsPagoPa(text).ShouldBeTrue(text);
                    RemittanceParser.FindKnownFlow(text, new HashSet<string> { "2025-03-04PSP1-9" })?.ShouldBe("2025-03-04PSP1-9");
                },
                iter: 5_000
            );

    [Fact]
    public void Hostile_repetitions_are_read_in_time_proportional_to_their_length()
    {
        var started = Stopwatch.StartNew();
        foreach (var piece in _pieces)
        {
            var text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
            RemittanceParser.Parse(text);
            RemittanceParser.Parse("LGPE-RIVERSAMENTO" + text);
            RemittanceParser.FindKnownFlow(text, new HashSet<string> { "2025-03-04PSP1-9", "ALTRO FLUSSO 1" });
        }
        // Milliseconds on any machine; quadratic time over such texts would be minutes.
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
