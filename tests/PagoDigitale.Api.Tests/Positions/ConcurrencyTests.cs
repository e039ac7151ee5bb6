using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Platform.Results;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ConcurrencyTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task Positions_made_at_once_through_two_replicas_never_share_a_notice_number()
    {
        var scene = await fixture.SceneAsync();
        await using var replica = await TestApi.StartAsync(("ConnectionStrings:PagoDigitale", scene.Api.ConnectionString));
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    (i % 2 == 0 ? scene.Api : replica).Admin.Positions.CreateAsync(
                        scene.Organization,
                        PositionScene.Input(instalments: 1 + i % 3)
                    )
                )
        );
        var numbers = made.SelectMany(p => p.PaymentOptions[0].Instalments).Select(i => i.NoticeNumber).ToList();
        numbers.Distinct().Count().ShouldBe(numbers.Count);
    }

    [Fact]
    public async Task Two_cancels_at_once_tell_it_once()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var answers = await Task.WhenAll(scene.CancelAsync(position), scene.CancelAsync(position), scene.CancelAsync(position));
        answers.ShouldAllBe(a => a.State == "cancelled" && a.Version == 2);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.cancelled"]);
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_receipts_of_one_notice_at_once_are_a_payment_and_a_duplicate()
    {
        var scene = await fixture.SceneAsync();
        for (var round = 0; round < 5; round++)
        {
            var notice = PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber;
            var applied = await Task.WhenAll(scene.PayAsync(notice, 10_000), scene.PayAsync(notice, 10_000));
            applied.Select(a => a.Classification).Order().ShouldBe([ReceiptClassification.Regular, ReceiptClassification.DuplicatePayment]);
        }
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancel_and_a_payment_at_once_come_one_after_the_other()
    {
        var scene = await fixture.SceneAsync();
        for (var round = 0; round < 8; round++)
        {
            var position = await scene.CreateAsync();
            var paying = scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
            var cancelling = TryCancelAsync(scene, position);
            var (applied, refusal) = (await paying, await cancelling);
            if (refusal is null)
                applied.Classification.ShouldBe(ReceiptClassification.StateMismatch);
            else
                (refusal, applied.Classification).ShouldBe(("position-already-paid", ReceiptClassification.Regular));
            (await scene.ReadAsync(position)).State.ShouldBe("paid");
        }
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
    }

    /// <summary>
    /// A flow takes no lock on the debtors it writes; whoever makes a position of the same debtor meanwhile waits for it and uses its
    /// entry.
    /// </summary>
    [Fact]
    public async Task A_position_whose_debtor_a_flow_brings_at_the_same_moment_is_made()
    {
        var scene = await fixture.SceneAsync();
        for (var round = 0; round < 10; round++)
        {
            var code = FlowScene.Entity(round);
            await using var flow = await scene.ScopeAsync();
            await flow.Session.ExecuteAsync(
                """
                INSERT INTO debtors (organization_id, debtor_id, type, fiscal_code, name, created_at, updated_at)
                    VALUES ($1, gen_random_uuid(), 'G', $2, 'Dal flusso', now(), now())
                """,
                default,
                scene.Organization,
                code
            );
            var input = PositionScene.Input();
            (input.Debtor.Type, input.Debtor.FiscalCode, input.Debtor.Name) = ("G", code, "Dalla chiamata");
            var making = scene.CreateAsync(input);
            await UntilWaitingAsync(scene);
            await flow.CommitAsync();

            (await making).Debtor.FiscalCode.ShouldBe(code);

            (
                await scene.QueryAsync<string>(
                    $"SELECT name FROM debtors WHERE organization_id = '{scene.Organization}' AND fiscal_code = '{code}'"
                )
            ).ShouldBe(["Dalla chiamata"]);
        }
    }

    /// <summary>What collided is told as what it is: a debtor brought twice at once is nobody's duplicate of a position.</summary>
    [Theory]
    [InlineData("debtors", "busy")]
    [InlineData("bank_movements", "busy")]
    [InlineData("iuv_counters", "busy")]
    [InlineData("instalments", "notice-number-taken")]
    [InlineData("positions", "concurrent-duplicate")]
    [InlineData("bank_statements", "concurrent-duplicate")]
    public void A_lost_race_names_what_was_lost(string table, string code) =>
        LostRace
            .Of(new PostgresException("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation, tableName: table))
            .Code.ShouldBe(code);

    private static async Task UntilWaitingAsync(PositionScene scene)
    {
        for (var i = 0; i < 500; i++)
        {
            if (
                (
                    await scene.QueryAsync<long>(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                    )
                ).Single() > 0
            )
                return;
            await Task.Delay(20);
        }
        throw new TimeoutException("Nobody waits for the debtor.");
    }

    private static async Task<string?> TryCancelAsync(PositionScene scene, Position position)
    {
        try
        {
            await scene.CancelAsync(position);
            return null;
        }
        catch (PagoDigitaleConflictException refused)
        {
            return refused.Code;
        }
    }
}
