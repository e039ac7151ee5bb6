using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class ReadMovementTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_movement_tells_what_it_names_and_what_it_pays_out_to_its_organization_alone()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(18_450)).Row));
        var movement = await scene.MovementAsync(
            await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 18_450, flow.FlussoId, "1042"))
        );
        var api = scene.Client.BankStatements;
        (movement.State, movement.Matches.Count).ShouldBe(("unmatched", 0));
        await scene.ReconcileAsync();

        var read = await api.ReadMovementAsync(scene.Organization, movement.Id);

        (read.Id, read.StatementId, read.LineNumber).ShouldBe((movement.Id, movement.StatementId, movement.LineNumber));
        (read.AccountingDate, read.AmountCents, read.Provvisorio, read.IsPagoPa).ShouldBe((MoneyScene.Day, 18_450, "1042", true));
        (read.Reference!.Kind, read.Reference.Value, read.State).ShouldBe(("flow", flow.FlussoId, "matched"));
        read.Matches.Select(m => (m.RendicontazioneId, m.FlussoId, m.AmountCents, m.IsDecided))
            .ShouldBe([(flow.Id, flow.FlussoId, 18_450, false)]);
        (read.RendicontazioneId, read.Decision).ShouldBe((flow.Id, null));
        var other = await MoneyScene.CreateAsync(one.Api);
        await RefusalAsync(404, "movement-not-found", () => api.ReadMovementAsync(other.Organization, movement.Id));
        await RefusalAsync(404, "movement-not-found", () => api.ReadMovementAsync(scene.Organization, "mov_malformed"));
    }
}
