using PagoDigitale.Documents.Notices;
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
        modules.ShouldAllBe(row => row.Length == 33);
        // The three finder patterns fill their corners; the fourth corner has none.
        modules[0].Cast<bool>().Take(8).ShouldBe([true, true, true, true, true, true, true, false]);
        modules[0].Cast<bool>().TakeLast(7).ShouldAllBe(dark => dark);
        modules[32].Cast<bool>().Take(7).ShouldAllBe(dark => dark);
    }
}
