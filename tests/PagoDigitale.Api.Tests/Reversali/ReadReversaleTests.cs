using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Reversali.CreateReversaliTests;

namespace PagoDigitale.Api.Tests.Reversali;

public sealed class ReadReversaleTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_reversale_tells_what_it_booked_and_what_brought_the_money_to_its_organization_alone()
    {
        var (scene, statement, file) = await ReconciledAsync(one.Api);
        var issued = (await scene.IssueAsync(statementId: statement.Id)).Items.Single();
        var movement = await scene.MovementAsync(statement);
        var api = scene.Client.Reversali;

        var read = await api.ReadAsync(scene.Organization, issued.Id);

        (read.Id, read.Year, read.Number, read.AmountCents, read.FlussoId).ShouldBe(
            (issued.Id, 2026, issued.Number, file.Sum, file.FlussoId)
        );
        (read.AccountingDate, read.Counterpart, read.CollectionAccount).ShouldBe((MoneyScene.Day, "Versanti diversi", "100"));
        read.Movements.Select(m => (m.MovementId, m.AccountingDate, m.Provvisorio, m.AmountCents))
            .ShouldBe([(movement.Id, MoneyScene.Day, "1042", file.Sum)]);
        read.Allocations.Select(a => (a.AccertamentoYear, a.AccertamentoNumber, a.AmountCents, a.PaymentsCount))
            .ShouldBe([(2026, "117", file.Sum, 1)]);
        (read.UnallocatedCents, read.Warnings.Count, read.ExecutedOn, read.AnnulledAt).ShouldBe((0, 0, null, null));
        var other = await MoneyScene.CreateAsync(one.Api);
        await RefusalAsync(404, "reversale-not-found", () => api.ReadAsync(other.Organization, issued.Id));
        await RefusalAsync(404, "reversale-not-found", () => api.ReadAsync(scene.Organization, "rev_malformed"));
    }
}
