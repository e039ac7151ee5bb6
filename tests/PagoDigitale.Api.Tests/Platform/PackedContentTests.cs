using System.Security.Cryptography;
using CsCheck;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.RawStore;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

public sealed class PackedContentTests
{
    private const string Organization = "77777777777";

    [Fact]
    public void What_comes_is_what_is_read() =>
        Gen.OneOf(
                Gen.Byte.Array[0, 300],
                // Compressible, shorter and longer than what the dictionary serves.
                Gen.Select(Gen.Byte.Array[1, 40], Gen.Int[1, 4_000]).Select((part, times) => Repeated(part, times))
            )
            .Sample(content => PackedContent.Of(content).Unpack().ShouldBe(content));

    [Fact]
    public async Task What_comes_in_a_file_is_what_is_read()
    {
        foreach (var length in new[] { 0, 1, 70_000, 9_000_000 })
        {
            var content = Repeated(RandomNumberGenerator.GetBytes(Math.Max(1, length / 3)), 3);
            using var packed = new MemoryStream();
            await PackedContent.PackAsync(new MemoryStream(content), packed, CancellationToken.None);
            packed.Position = 0;
            using var read = new MemoryStream();
            await using (var unpacking = PackedContent.Unpacking(ContentCoding.Zstandard, packed))
                await unpacking.CopyToAsync(read);
            read.ToArray().ShouldBe(content);
        }
    }

    [Fact]
    public void An_envelope_of_the_node_takes_a_fifth_of_its_room()
    {
        var question = PaForNodeClientWriter.Write(
            new VerifyPaymentNoticeRequest(Organization, "15376371009", "15376371009_01", new QrCode(Organization, "301000000000000144"))
        );

        var packed = PackedContent.Of(question);

        packed.Coding.ShouldBe(ContentCoding.ZstandardEnvelopes1);
        packed.Bytes.Length.ShouldBeLessThan(question.Length / 5, $"of {question.Length} bytes");
    }

    [Fact]
    public void What_cannot_be_made_smaller_stays_as_it_came()
    {
        var noise = RandomNumberGenerator.GetBytes(2_000);

        PackedContent.Of(noise).Coding.ShouldBe(ContentCoding.Identity);
    }

    /// <summary>With another text nothing that was kept could be read: a better dictionary is a coding of its own.</summary>
    [Fact]
    public void The_dictionary_is_what_it_always_was()
    {
        using var resource = typeof(PackedContent).Assembly.GetManifestResourceStream("RawStore/Envelopes1.dictionary")!;

        Convert.ToHexStringLower(SHA256.HashData(resource)).ShouldBe("4a4e4fbb35f0e06a900b4cfb096d66eef87fa027767dd904af06fa4f48ce201e");
    }

    [Fact]
    public void A_coding_that_is_not_known_is_said() =>
        Should.Throw<InvalidDataException>(() => new PackedContent((ContentCoding)9, new byte[3]).Unpack()).Message.ShouldContain("9");

    private static byte[] Repeated(byte[] part, int times) => [.. Enumerable.Repeat(part, times).SelectMany(p => p)];
}
