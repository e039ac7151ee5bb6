using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

public sealed class DownloadRendicontazioneTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task The_file_comes_byte_for_byte_as_it_was_sent_and_bears_the_name_of_its_flow()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        var flow = await scene.UploadAsync(file);

        using var xml = await scene.Client.Rendicontazioni.DownloadAsync(scene.Organization, flow.Id);

        (await xml.ReadBytesAsync()).ShouldBe(file.ToBytes());
        xml.FileName.ShouldBe($"{file.FlussoId}.xml");
    }

    [Fact]
    public async Task What_came_as_JSON_is_downloaded_as_JSON()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        var flow = await scene.UploadAsync(file, file.ToJson());

        using var json = await scene.Client.Rendicontazioni.DownloadAsync(scene.Organization, flow.Id);

        (await json.ReadBytesAsync()).ShouldBe(file.ToJson());
        json.FileName.ShouldBe($"{file.FlussoId}.json");
    }

    [Fact]
    public async Task Another_organization_does_not_get_it()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync()).Row));

        await RefusalAsync(404, "rendicontazione-not-found", () => other.Client.Rendicontazioni.DownloadAsync(other.Organization, flow.Id));
    }
}
