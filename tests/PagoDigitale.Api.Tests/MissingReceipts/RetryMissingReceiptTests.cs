using PagoDigitale.Api.Tests.Platform;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.MissingReceipts;

public sealed class RetryMissingReceiptTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task One_that_would_wait_is_asked_for_at_once()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(isKnown: false);
        await scene.ReportAsync([paid]);
        await scene.RunAsync();
        var waiting = (await scene.MissingAsync()).Single();
        scene.Server.Put(scene.Code, paid.ReceiptId, paid.NoticeNumber, paid.Cents);

        var asked = await scene.Client.MissingReceipts.RetryAsync(scene.Code, waiting.Id);
        await scene.RunAsync();

        asked.State.ShouldBe("missing");
        (await scene.Client.MissingReceipts.ReadAsync(scene.Code, waiting.Id)).State.ShouldBe("received");
        await RefusalAsync(409, "missing-receipt-settled", () => scene.Client.MissingReceipts.RetryAsync(scene.Code, waiting.Id));
    }

    [Fact]
    public async Task Without_a_connection_or_while_it_is_paused_nobody_can_be_asked()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        await scene.ReportAsync([await scene.PaidAsync()]);
        var missing = (await scene.MissingAsync()).Single();

        await RefusalAsync(409, "connection-missing", () => scene.Client.MissingReceipts.RetryAsync(scene.Code, missing.Id));
        await scene.Client.Connections.CreateAsync(
            scene.Code,
            new()
            {
                Code = "biz-events",
                BaseUrl = scene.Server.Url,
                IsPaused = true,
            }
        );
        await RefusalAsync(409, "connection-paused", () => scene.Client.MissingReceipts.RetryAsync(scene.Code, missing.Id));
        await RefusalAsync(404, "missing-receipt-not-found", () => scene.Client.MissingReceipts.RetryAsync(scene.Code, "mrc_nothing"));
    }
}
