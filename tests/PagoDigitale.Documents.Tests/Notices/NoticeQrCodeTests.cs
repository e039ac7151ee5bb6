using System.Globalization;
using System.Text;
using PagoDigitale.Documents.Notices;
using QRCoder;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Notices;

public sealed class NoticeQrCodeTests
{
    [Theory]
    [InlineData(1, "01")]
    [InlineData(10, "10")]
    [InlineData(100, "100")]
    [InlineData(9_999_999_999, "9999999999")]
    public void The_amount_is_in_cents_with_at_least_two_digits(long amountCents, string digits)
    {
        NoticeQrCode
            .Payload("302032002700000251", "99999000013", amountCents)
            .ShouldBe("PAGOPA|002|302032002700000251|99999000013|" + digits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9_999_999_999)]
    public void The_symbol_is_always_version_four_without_a_margin_of_its_own(long amountCents)
    {
        var modules = NoticeQrCode.Encode(NoticeQrCode.Payload("302032002700000251", "99999000013", amountCents));

        modules.Count.ShouldBe(33);
        modules.ShouldAllBe(row => row >> 33 == 0);
        // The three finder patterns fill their corners; the fourth corner has none.
        (modules[0] & 0xFF).ShouldBe(0x7Fu);
        (modules[0] >> 26).ShouldBe(0x7Fu);
        (modules[32] & 0x7F).ShouldBe(0x7Fu);
    }

    /// <summary>QRCoder knows every version and way of writing; this symbol it makes module by module the same.</summary>
    [Fact]
    public void Every_symbol_is_that_of_an_encoder_for_all_symbols()
    {
        var random = new Random(20261129);
        for (var i = 0; i < 500; i++)
        {
            var payload = NoticeQrCode.Payload(
                random.NextInt64(1_000_000_000_000_000_000).ToString("D18", CultureInfo.InvariantCulture),
                random.NextInt64(100_000_000_000).ToString("D11", CultureInfo.InvariantCulture),
                random.NextInt64((long)Math.Pow(10, random.Next(1, 12)))
            );

            Encode(payload).ShouldBe(ByQrCoder(payload), payload);
        }
    }

    [Theory]
    [InlineData(43)]
    [InlineData(61)]
    [InlineData(62)]
    public void The_symbol_takes_what_it_has_room_for(int length)
    {
        var payload = new string('a', length);

        Encode(payload).ShouldBe(ByQrCoder(payload));
    }

    [Theory]
    [InlineData("à")]
    [InlineData("PAGOPA|002|302032002700000251|99999000013|1000000000000000000000")]
    public void What_it_has_no_room_or_no_letter_for_is_refused(string payload) =>
        Should.Throw<ArgumentException>(() => NoticeQrCode.Encode(payload));

    private static string Encode(string payload)
    {
        var rows = NoticeQrCode.Encode(payload);
        return Draw((x, y) => (rows[y] >> x & 1) == 1);
    }

    private static string ByQrCoder(string payload)
    {
        const int margin = 4;
        // As bytes, it would write digits and capitals shorter by themselves otherwise; that many need version 4.
        using var code = QRCodeGenerator.GenerateQrCode(Encoding.ASCII.GetBytes(payload), QRCodeGenerator.ECCLevel.M);
        return Draw((x, y) => code.ModuleMatrix[y + margin][x + margin]);
    }

    private static string Draw(Func<int, int, bool> isDark)
    {
        var side = Enumerable.Range(0, NoticeQrCode.SideModules).ToList();
        return string.Join('\n', side.Select(y => string.Concat(side.Select(x => isDark(x, y) ? '#' : '.'))));
    }
}
