using System.Security.Cryptography;
using System.Text;
using PagoDigitale.Platform.ActivityLog;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ActivityLog;

/// <summary>What an entry's hash is of: chains that were written once are verified for ever.</summary>
public sealed class ActivityHeadTests
{
    private static readonly byte[] Previous = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static readonly ActivityEntry Entry = new(
        "77777777777",
        new("01933b60-0000-7000-8000-000000000001"),
        new(2026, 11, 24, 10, 0, 0, 123, 456, TimeSpan.FromHours(1)),
        "cl_1",
        "readDebtor",
        "GET",
        "/v1/organizations/77777777777/debtors/à😀",
        200,
        "succeeded",
        "0af7651916cd43dd8448eb211c80319c",
        null
    );

    private const string Beginning = """
        64:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        2:42
        11:77777777777
        32:01933b60000070008000000000000001
        27:2026-11-24T09:00:00.123456Z
        4:cl_1
        10:readDebtor
        3:GET
        41:/v1/organizations/77777777777/debtors/à😀
        3:200
        9:succeeded
        32:0af7651916cd43dd8448eb211c80319c

        """;

    [Fact]
    public void Every_part_carries_its_length_and_what_there_is_none_of_says_so() => Check(Previous, Entry, $"{Beginning}-1:\n");

    [Fact]
    public void The_first_entry_follows_nothing() => Check([], Entry, $"0:{Beginning[67..]}-1:\n");

    [Fact]
    public void Code_and_reason_are_hashed_where_there_are_any()
    {
        Check(Previous, Entry with { Resource = "deb_1", Code = "not-found" }, $"{Beginning}5:deb_1\n9:not-found\n");
        Check(Previous, Entry with { Resource = "deb_1", Reason = "perché" }, $"{Beginning}5:deb_1\n6:reason\n6:perché\n");
        Check(
            Previous,
            Entry with
            {
                Resource = "deb_1",
                Code = "not-found",
                Reason = new string('x', 3_000),
            },
            $"{Beginning}5:deb_1\n9:not-found\n6:reason\n3000:{new string('x', 3_000)}\n"
        );
    }

    private static void Check(byte[] previous, ActivityEntry entry, string text) =>
        ActivityHead.HashOf(previous, 42, entry).ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
