using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations;

public sealed class LogoTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    // One transparent pixel.
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Fact]
    public async Task A_logo_is_stored_shown_as_it_came_and_removed()
    {
        var code = await OrganizationAsync(_api);
        await RefusalAsync(404, "logo-not-found", () => _api.Admin.Organizations.DownloadLogoAsync(code));

        (await PutAsync(code, Png, "image/png")).ShouldBe((HttpStatusCode.NoContent, null));

        using (var logo = await _api.Admin.Organizations.DownloadLogoAsync(code))
            (await logo.ReadBytesAsync()).ShouldBe(Png);
        (await _api.Admin.Organizations.ReadAsync(code)).HasLogo.ShouldBeTrue();
        (await _api.Admin.Organizations.ListAsync(q: code)).Items.ShouldHaveSingleItem().HasLogo.ShouldBeTrue();
        await _api.Admin.Organizations.RemoveLogoAsync(code);
        await _api.Admin.Organizations.RemoveLogoAsync(code);
        (await _api.Admin.Organizations.ReadAsync(code)).HasLogo.ShouldBeFalse();
    }

    [Fact]
    public async Task A_picture_that_unpacks_to_gigabytes_is_refused_by_its_header()
    {
        var code = await OrganizationAsync(_api);
        var bomb = (byte[])Png.Clone();
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc(bomb.AsSpan(12, 17)));

        (await PutAsync(code, bomb, "image/png")).ShouldBe((HttpStatusCode.UnprocessableEntity, "logo-unusable"));
    }

    [Theory]
    [InlineData("image/jpeg", "logo-type-mismatch")]
    [InlineData("image/png", "logo-not-an-image")]
    public async Task What_is_not_the_picture_it_says_is_refused(string mediaType, string error)
    {
        var code = await OrganizationAsync(_api);

        (await PutAsync(code, mediaType == "image/png" ? "<svg/>"u8.ToArray() : Png, mediaType)).ShouldBe(
            (HttpStatusCode.UnprocessableEntity, error)
        );
    }

    [Fact]
    public async Task A_cut_picture_a_big_one_and_another_type_are_refused()
    {
        var code = await OrganizationAsync(_api);

        (await PutAsync(code, Png[..40], "image/png")).ShouldBe((HttpStatusCode.UnprocessableEntity, "logo-unusable"));
        (await PutAsync(code, new byte[(512 * 1024) + 1], "image/png")).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "file-too-large"));
        (await PutAsync(code, Png, "image/gif")).ShouldBe((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"));
    }

    /// <summary>The check of a PNG block, so that only the size is wrong.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    private async Task<(HttpStatusCode Status, string? Code)> PutAsync(string code, byte[] content, string mediaType)
    {
        using var http = await HttpAsync(_api);
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var response = await http.PutAsync($"/v1/organizations/{code}/logo", body);
        var text = await response.Content.ReadAsStringAsync();
        if (text.Length == 0)
            return (response.StatusCode, null);
        var problem = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        // The field says more than "validation-failed" when there is one.
        return (response.StatusCode, (string?)(problem["errors"]!.AsArray().FirstOrDefault()?["code"] ?? problem["code"]));
    }
}
