using System.Buffers.Binary;
using System.Net;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Organizations.Logo.Pictures;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Logo;

public sealed class UploadOrganizationLogoTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task A_logo_that_is_stored_is_told_by_the_organization_and_by_the_list()
    {
        var code = await OrganizationAsync(_api);

        (await PutAsync(_api, code, Png, "image/png")).ShouldBe((HttpStatusCode.NoContent, null));

        (await Organizations.ReadAsync(code)).HasLogo.ShouldBeTrue();
        (await Organizations.ListAsync(new() { Q = code })).Items.ShouldHaveSingleItem().HasLogo.ShouldBeTrue();
        (await _api.Admin.Events.ListAsync(code, new() { Type = "organization.changed" })).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_picture_that_unpacks_to_gigabytes_is_refused_by_its_header()
    {
        var code = await OrganizationAsync(_api);
        var bomb = (byte[])Png.Clone();
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc(bomb.AsSpan(12, 17)));

        (await PutAsync(_api, code, bomb, "image/png")).ShouldBe((HttpStatusCode.UnprocessableEntity, "logo-unusable"));
    }

    [Theory]
    [InlineData("image/jpeg", "logo-type-mismatch")]
    [InlineData("image/png", "logo-not-an-image")]
    public async Task What_is_not_the_picture_it_says_is_refused(string mediaType, string error)
    {
        var code = await OrganizationAsync(_api);

        (await PutAsync(_api, code, mediaType == "image/png" ? "<svg/>"u8.ToArray() : Png, mediaType)).ShouldBe(
            (HttpStatusCode.UnprocessableEntity, error)
        );
        (await Organizations.ReadAsync(code)).HasLogo.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cut_picture_a_big_one_and_another_type_are_refused()
    {
        var code = await OrganizationAsync(_api);

        (await PutAsync(_api, code, Png[..40], "image/png")).ShouldBe((HttpStatusCode.UnprocessableEntity, "logo-unusable"));
        (await PutAsync(_api, code, new byte[(512 * 1024) + 1], "image/png")).ShouldBe(
            (HttpStatusCode.RequestEntityTooLarge, "file-too-large")
        );
        (await PutAsync(_api, code, Png, "image/gif")).ShouldBe((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"));
        (await Organizations.ReadAsync(code)).HasLogo.ShouldBeFalse();
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
}
