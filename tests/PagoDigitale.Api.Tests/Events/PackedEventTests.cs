using System.Security.Cryptography;
using System.Text;
using CsCheck;
using PagoDigitale.Platform.Events;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Events;

public sealed class PackedEventTests
{
    private const string Position = "pos_01kav7w1ah9wxan0wvc4bxmpmj";

    private static readonly string[] Subjects = [Position, "x", "", "{}"];

    private const string Reconciled =
        $$"""
            {"previousState":"reported","positionId":"{{Position}}","externalId":"ISCR-2026-00417","serviceCode":"QUOTE",
            """
        + """
            "state":"reconciled","amountCents":9225,"paidCents":9225,"noticeNumbers":["301000000000041781"]}
            """;

    [Fact]
    public void What_is_told_is_what_is_read() =>
        Gen.Select(Gen.String.Where(s => !s.Contains('\u0001') && IsText(s)), Gen.Int[0, 3].Select(i => Subjects[i]), Gen.Int[0, 300])
            .Sample(
                (text, subject, times) =>
                {
                    var json = $"{{\"a\":\"{subject}\",\"b\":\"{string.Concat(Enumerable.Repeat(text, times))}\",\"c\":\"\"}}";
                    PackedEvent.Unpack(PackedEvent.Pack(json, subject), subject).ShouldBe(json);
                }
            );

    [Fact]
    public void An_event_of_a_payment_takes_a_quarter_of_its_room() =>
        PackedEvent.Pack(Reconciled, Position).Length.ShouldBeLessThan(Reconciled.Length / 3);

    [Fact]
    public void A_text_that_is_not_packed_is_read_as_it_is() =>
        PackedEvent.Unpack(Encoding.UTF8.GetBytes(Reconciled), "whatever").ShouldBe(Reconciled);

    [Fact]
    public void What_was_packed_stays_readable()
    {
        // Packed when this coding was made.
        var packed = Convert.FromBase64String("ASDATQEA40AC2wTlc8mJrfoBDPw4sPCj1cMVXQsIbNqHUOedynFGBx2cg3E60QI=");

        PackedEvent.Unpack(packed, Position).ShouldBe(Reconciled);
    }

    /// <summary>With another text nothing that was kept could be read: a better dictionary is a coding of its own.</summary>
    [Fact]
    public void The_dictionary_is_what_it_always_was()
    {
        using var resource = typeof(PackedEvent).Assembly.GetManifestResourceStream("Events/Events1.dictionary")!;

        Convert.ToHexStringLower(SHA256.HashData(resource)).ShouldBe("b8142943b6ffa289b2a9c80b084a7f5cbaeed5ad0fb842ddee74d5e4042592cd");
    }

    [Fact]
    public void A_way_of_packing_that_is_not_known_is_said() =>
        Should.Throw<InvalidDataException>(() => PackedEvent.Unpack([9, 9], "x")).Message.ShouldContain("9");

    private static bool IsText(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
