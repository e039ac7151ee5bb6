using Npgsql;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>A code is taken after its row was looked at, while positions are being made.</summary>
public sealed class FlowCollisionTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task The_row_whose_code_is_taken_at_the_last_moment_is_left_out_and_the_others_go_on()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await host.Api.Admin.Positions.CreateAsync(
            scene.Organization,
            new()
            {
                ExternalId = "OTHER",
                ServiceCode = FlowScene.PlainService,
                Description = "Altro",
                Debtor = new()
                {
                    Type = "F",
                    FiscalCode = FlowScene.Bianchi,
                    Name = "Bianchi",
                },
                PaymentOptions = [new() { Instalments = [new() { AmountCents = 100 }] }],
            }
        );
        var flow = await scene.CheckedAsync(FlowScene.Many(50, "Z"));
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        await using var source = NpgsqlDataSource.Create(host.Api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var somebody = await connection.BeginTransactionAsync();
        await using var taking = new NpgsqlCommand(
            "UPDATE positions SET external_id = 'Z-7' WHERE organization_id = $1 AND external_id = 'OTHER'",
            connection,
            somebody
        );
        taking.Parameters.Add(new() { Value = scene.Organization });
        (await taking.ExecuteNonQueryAsync()).ShouldBe(1);

        var making = scene.GenerateChunkAsync(flow, 1_000);
        await WaitingAsync(scene);
        await somebody.CommitAsync();
        await making;

        var now = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        (now.Counts.Rejected, now.Counts.Valid + now.Counts.Generated).ShouldBe((1, 49));
        await scene.Api.RunJobsAsync();
        now = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        (now.State, now.Counts.Generated, now.Counts.Rejected).ShouldBe(("completed-with-rejects", 49, 1));
        (await scene.RowsAsync(now)).Single(r => r.Verdict == "rejected").Errors.Single().Code.ShouldBe("external-id-taken");
    }

    [Fact]
    public async Task Whoever_owes_by_instalments_is_one_debtor_as_the_first_instalment_says()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        const string Header = "codice_esterno;codice_fiscale;nominativo;codice_servizio;importo;opzione;rata";
        string[] rows =
        [
            $"D-1;ANONIMO;Ignoto;{FlowScene.Service};10,00;1;1",
            $"D-1;ANONIMO;Ignoto;{FlowScene.Service};10,00;1;2",
            $"D-1;ANONIMO;Ignoto;{FlowScene.Service};10,00;1;3",
            $"D-2;{FlowScene.Bianchi};Bianchi Ultima;{FlowScene.Service};10,00;1;2",
            $"D-2;{FlowScene.Bianchi};Bianchi Prima;{FlowScene.Service};10,00;1;1",
        ];
        await scene.GeneratedAsync(await scene.CheckedAsync(System.Text.Encoding.UTF8.GetBytes($"{Header}\n{string.Join('\n', rows)}\n")));

        (
            await scene.ScalarAsync<string>("SELECT string_agg(name, ', ' ORDER BY name) FROM debtors WHERE organization_id = {org}")
        ).ShouldBe("Bianchi Prima, Ignoto");
        (
            await scene.ScalarAsync<string>(
                """
                SELECT string_agg(p.debtor_name || ' = ' || d.name, ', ' ORDER BY p.external_id)
                FROM positions p JOIN debtors d USING (organization_id, debtor_id) WHERE organization_id = {org}
                """
            )
        ).ShouldBe("Ignoto = Ignoto, Bianchi Prima = Bianchi Prima");
    }

    private static async Task WaitingAsync(FlowScene scene)
    {
        for (var tries = 0; ; tries++)
        {
            if (
                await scene.ScalarAsync<long>(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE wait_event_type = 'Lock' AND query LIKE '%What hangs on the rows of the drafts%' AND pid <> pg_backend_pid()
                    """
                ) > 0
            )
                return;
            tries.ShouldBeLessThan(200, "the chunk never came to the code that somebody is taking");
            await Task.Delay(50);
        }
    }
}
