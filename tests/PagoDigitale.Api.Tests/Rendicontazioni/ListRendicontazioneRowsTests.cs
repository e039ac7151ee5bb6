using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

public sealed class ListRendicontazioneRowsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Rows_are_filtered_by_state_outcome_and_iuv_and_come_in_the_order_of_the_file()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (known, other) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var unknown = known.Row with { Iuv = "01000000000099999", ReceiptId = "R-unknown", AmountCents = 700 };
        var flow = await scene.UploadAsync(scene.Flow(known.Row, unknown, other.Row with { Outcome = "4" }));

        async Task<int[]> Indexes(string? state = null, string? outcome = null, string? iuv = null) =>
            [
                .. (
                    await scene.Client.Rendicontazioni.ListRowsAsync(
                        scene.Organization,
                        flow.Id,
                        new()
                        {
                            State = state,
                            Outcome = outcome is null ? null : [outcome],
                            Iuv = iuv,
                        }
                    )
                ).Items.Select(r => r.Index),
            ];

        (await Indexes()).ShouldBe([1, 2, 3]);
        (await Indexes(state: "unmatched")).ShouldBe([2]);
        (await Indexes(state: "matched")).ShouldBe([1, 3]);
        (await Indexes(outcome: "stand-in")).ShouldBe([3]);
        (await Indexes(iuv: known.Iuv)).ShouldBe([1]);
        var page = await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, flow.Id, new() { Limit = 2 });
        (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, flow.Id, new() { Limit = 2, Cursor = page.NextCursor }))
            .Items.ShouldHaveSingleItem()
            .Index.ShouldBe(3);
    }

    [Fact]
    public async Task Of_a_payment_whose_debt_nobody_knows_the_receipt_says_who_owed_it()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.Positions.SqlAsync(
            $"UPDATE receipts SET instalment_id = NULL WHERE organization_id = '{scene.Organization}' AND iur = '{paid.ReceiptId}'"
        );
        var flow = await scene.UploadAsync(scene.Flow(paid.Row));
        await scene.Positions.SqlAsync(
            $"UPDATE rendicontazione_rows SET instalment_id = NULL WHERE organization_id = '{scene.Organization}'"
        );

        var row = (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, flow.Id)).Items.ShouldHaveSingleItem();

        (row.PositionId, row.DebtorName, row.State).ShouldBe((null, "Mario Rossi", "matched"));
    }

    [Fact]
    public async Task Another_organization_does_not_see_them()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync()).Row));

        await RefusalAsync(404, "rendicontazione-not-found", () => other.Client.Rendicontazioni.ListRowsAsync(other.Organization, flow.Id));
    }
}
