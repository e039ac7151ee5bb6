using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ChangePositionTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_changed_amount_reaches_transfer_allocation_text_and_ledger()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var changed = await ChangeAsync(scene, position, 12_345);
        changed.AmountCents.ShouldBe(12_345);
        var instalment = PositionScene.Instalment(changed);
        instalment.Transfers[0].AmountCents.ShouldBe(12_345);
        instalment.Transfers[0].Allocations[0].AmountCents.ShouldBe(12_345);
        instalment.Transfers[0].RemittanceInformation.ShouldBe($"/RFB/{instalment.Iuv}/123.45/TXT/TARI 2026");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(ChangeAsync(scene, position, 1))).IsStale.ShouldBeTrue();
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_is_paid_keeps_its_description_and_takes_metadata()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 2));
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        var version = (await scene.ReadAsync(position)).Version;

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(
            scene.Positions.ChangeAsync(scene.Organization, position.Id, version, new() { Description = "Altra" })
        );
        var changed = await scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            version,
            new()
            {
                Description = "TARI 2026",
                Metadata = new Dictionary<string, string?> { ["zone"] = "4" },
                Instalments = [new() { Id = PositionScene.Instalment(position, 1).Id, AmountCents = 9_000 }],
            }
        );

        refusal.Code.ShouldBe("position-already-paid");
        (changed.Description, changed.Metadata["zone"], changed.AmountCents).ShouldBe(("TARI 2026", "4", 19_000));
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(
                scene.Positions.ChangeAsync(
                    scene.Organization,
                    position.Id,
                    changed.Version,
                    new() { Instalments = [new() { Id = PositionScene.Instalment(position).Id, DueDate = PositionScene.Today }] }
                )
            )
        ).Code.ShouldBe("position-already-paid");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task The_amount_of_several_shares_is_not_changed()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].Allocations =
        [
            new()
            {
                AccertamentoYear = 2026,
                AccertamentoNumber = "117",
                AmountCents = 1,
            },
            new()
            {
                AccertamentoYear = 2026,
                AccertamentoNumber = "118",
                AmountCents = 9_999,
            },
        ];
        var position = await scene.CreateAsync(input);
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(ChangeAsync(scene, position, 5_000)))
            .Errors.ShouldHaveSingleItem()
            .Code.ShouldBe("amount-of-several-shares");
    }

    [Fact]
    public async Task Dates_are_removed_by_null_and_stay_when_absent()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].DueDate = PositionScene.Today.AddDays(5);
        input.PaymentOptions[0].Instalments[0].ValidUntil = PositionScene.Today.AddDays(9);
        input.Metadata = new Dictionary<string, string> { ["contract"] = "A1", ["zone"] = "4" };
        var position = await scene.CreateAsync(input);
        var change = new InstalmentChange { Id = PositionScene.Instalment(position).Id };
        change.Removed.Add("dueDate");
        var changed = await scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            position.Version,
            new() { Description = "TARI corretta", Instalments = [change] }
        );
        var instalment = PositionScene.Instalment(changed);
        instalment.DueDate.ShouldBeNull();
        instalment.ValidUntil.ShouldBe(PositionScene.Today.AddDays(9));
        instalment.Transfers[0].RemittanceInformation.ShouldEndWith("TARI corretta");
        changed.Metadata.Count.ShouldBe(2);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.changed"]);
    }

    [Fact]
    public async Task What_is_sent_wrong_is_named_by_its_place_and_changes_nothing()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(service: "MULTE");
        input.ValidFrom = PositionScene.Today.AddDays(3);
        var position = await scene.CreateAsync(input);
        var (id, today) = (PositionScene.Instalment(position).Id, PositionScene.Today);

        foreach (
            var (change, field, code) in new (PositionChange, string, string)[]
            {
                (new() { Description = " " }, "description", "not-empty"),
                (new() { Instalments = [] }, "instalments", "instalments-count"),
                (new() { Instalments = [new() { Id = "ins_nothing" }] }, "instalments[0].id", "instalment-not-found"),
                (new() { Instalments = [new() { Id = id }, new() { Id = id }] }, "instalments[1].id", "instalment-repeated"),
                (Dates(today.AddDays(9), today.AddDays(8)), "instalments[0].validUntil", "valid-until-before-due-date"),
                (Dates(null, today.AddDays(2)), "instalments[0].validUntil", "before-valid-from"),
            }
        )
            await FieldRefusalAsync(
                field,
                code,
                () => scene.Positions.ChangeAsync(scene.Organization, position.Id, position.Version, change)
            );
        (await scene.ReadAsync(position)).Version.ShouldBe(position.Version);

        PositionChange Dates(DateOnly? dueDate, DateOnly validUntil) =>
            new()
            {
                Instalments =
                [
                    new()
                    {
                        Id = id,
                        DueDate = dueDate,
                        ValidUntil = validUntil,
                    },
                ],
            };
    }

    [Fact]
    public async Task What_is_cancelled_takes_no_other_amount_and_another_organization_finds_nothing()
    {
        var (scene, other) = (await fixture.SceneAsync(), await fixture.SceneAsync());
        var position = await scene.CancelAsync(await scene.CreateAsync());

        await RefusalAsync(409, "position-cancelled", () => ChangeAsync(scene, position, 9_000));
        await RefusalAsync(404, "position-not-found", () => ChangeAsync(other, position, 9_000));
        (await scene.ReadAsync(position)).Version.ShouldBe(position.Version);
    }

    private static Task<Position> ChangeAsync(PositionScene scene, Position position, long cents) =>
        scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            position.Version,
            new() { Instalments = [new() { Id = PositionScene.Instalment(position).Id, AmountCents = cents }] }
        );
}
