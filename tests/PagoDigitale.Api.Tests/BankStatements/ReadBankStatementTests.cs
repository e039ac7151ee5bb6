using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class ReadBankStatementTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_statement_tells_what_was_read_of_it_and_how_much_is_matched_to_its_organization_alone()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var flow = scene.Flow((await scene.PaidAsync(18_450)).Row);
        await scene.UploadAsync(flow);
        var loaded = await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, 18_450, flow.FlussoId),
            new StatementLineRow(MoneyScene.Day.AddDays(1), -130_000, "CANONE LOCAZIONE")
        );
        await scene.ReconcileAsync();
        var api = scene.Client.BankStatements;

        var read = await api.ReadAsync(scene.Organization, loaded.Id);

        (read.Id, read.FileName, read.FileSha256, read.IsDuplicate).ShouldBe((loaded.Id, "giornale.csv", loaded.FileSha256, false));
        (read.Counts.Movements, read.Counts.PagoPa, read.Counts.Others).ShouldBe((2, 1, 1));
        (loaded.Counts.Matched, read.Counts.Matched).ShouldBe((0, 1));
        (read.Amounts.CreditsCents, read.Amounts.DebitsCents, read.Amounts.PagoPaCents).ShouldBe((18_450, 130_000, 18_450));
        (read.FirstDate, read.LastDate).ShouldBe((MoneyScene.Day, MoneyScene.Day.AddDays(1)));
        (read.Mapping.DateColumn, read.Mapping.AmountColumn, read.Mapping.DescriptionColumn).ShouldBe((1, 3, 5));
        read.Withdrawal.ShouldBeNull();
        var other = await MoneyScene.CreateAsync(one.Api);
        await RefusalAsync(404, "bank-statement-not-found", () => api.ReadAsync(other.Organization, loaded.Id));
        await RefusalAsync(404, "bank-statement-not-found", () => api.ReadAsync(scene.Organization, "bst_malformed"));
    }
}
