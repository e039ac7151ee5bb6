using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>What is in the database is somebody's: the declarations of the features, compared with the migrated schema.</summary>
public sealed class DeclaredTableTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Every_table_is_declared_by_one_feature() =>
        (await RelationsAsync("r")).ShouldBe(House.Features.SelectMany(f => f.Tables), ignoreOrder: true);

    [Fact]
    public async Task Every_view_is_declared_by_one_feature() =>
        (await RelationsAsync("v")).ShouldBe(House.Features.SelectMany(f => f.Views), ignoreOrder: true);

    [Fact]
    public async Task Every_control_of_the_trial_balance_is_declared()
    {
        var scene = await PositionScene.CreateAsync(one.Api);

        var balance = await one.Api.Admin.Ledger.ReadTrialBalanceAsync(scene.Organization);

        balance.Controls.Select(c => c.Name).ShouldBe(House.Features.SelectMany(f => f.LedgerControls), ignoreOrder: true);
    }

    private async Task<List<string>> RelationsAsync(string kind)
    {
        await using var source = NpgsqlDataSource.Create(one.Api.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT relname FROM pg_class WHERE translate(relkind::text, 'p', 'r') = $1 AND relnamespace = 'public'::regnamespace"
        );
        command.Parameters.Add(new() { Value = kind });
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }
}
