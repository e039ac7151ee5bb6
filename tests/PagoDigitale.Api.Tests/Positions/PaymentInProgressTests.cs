using Npgsql;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Instalment = PagoDigitale.Sdk.Instalment;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// The organization is not locked out by a payment that has begun: the node asks again, and is told what is true then. Only a
/// cancellation asks whether it is meant.
/// </summary>
public sealed class PaymentInProgressTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_change_is_made_with_a_warning_and_told_at_the_next_question()
    {
        using var node = fixture.Api.Node();
        var (scene, position) = await BeingPaidAsync(node);

        var read = await scene.ReadAsync(position);
        PositionScene.Instalment(read).PaymentInProgressUntil!.Value.ShouldBe(TestClock.Now.AddMinutes(30), TimeSpan.FromMinutes(2));
        read.Warnings.ShouldHaveSingleItem().Code.ShouldBe("payment-in-progress");
        var changed = await scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            position.Version,
            new()
            {
                Description = "TARI 2026 ricalcolata",
                Instalments = [new() { Id = PositionScene.Instalment(position).Id, AmountCents = 7_500 }],
            }
        );

        changed.Warnings.ShouldHaveSingleItem().Message.ShouldContain(PositionScene.Instalment(position).NoticeNumber!);
        var told = await ActivateAsync(node, scene, PositionScene.Instalment(position));
        (told.Data.AmountCents, told.Data.Description, told.Data.Transfers.ShouldHaveSingleItem().AmountCents).ShouldBe(
            (7_500, "TARI 2026 ricalcolata", 7_500)
        );
        // The activation renewed the mark, and hinders nobody.
        (
            await scene.Positions.ChangeAsync(
                scene.Organization,
                position.Id,
                changed.Version,
                new() { Instalments = [new() { Id = PositionScene.Instalment(position).Id, AmountCents = 8_000 }] }
            )
        ).AmountCents.ShouldBe(8_000);
    }

    [Fact]
    public async Task The_same_external_identifier_rewrites_it_with_a_warning()
    {
        using var node = fixture.Api.Node();
        var (scene, position) = await BeingPaidAsync(node);

        var rewritten = await scene.CreateAsync(PositionScene.Input(9_900, externalId: position.ExternalId));

        rewritten.Warnings.ShouldHaveSingleItem().Code.ShouldBe("payment-in-progress");
        (await ActivateAsync(node, scene, PositionScene.Instalment(rewritten))).Data.AmountCents.ShouldBe(9_900);
    }

    [Fact]
    public async Task Money_taken_at_the_counter_is_declared()
    {
        using var node = fixture.Api.Node();
        var (scene, position) = await BeingPaidAsync(node);

        (await scene.PayOutsideAsync(position)).State.ShouldBe("paid");
    }

    [Fact]
    public async Task Only_a_cancellation_asks_whether_it_is_meant()
    {
        using var node = fixture.Api.Node();
        var (scene, position) = await BeingPaidAsync(node);

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CancelAsync(position));
        var cancelled = await scene.Positions.CancelAsync(scene.Organization, position.Id, new() { Reason = "Errore" }, force: true);

        refusal.Code.ShouldBe("payment-in-progress");
        refusal.Problem!.Detail!.ShouldContain("force=true");
        cancelled.State.ShouldBe("cancelled");
        cancelled.Warnings.ShouldHaveSingleItem().Code.ShouldBe("payment-in-progress", "the money may come all the same");
        (await scene.Positions.CancelAsync(scene.Organization, position.Id, new() { Reason = "Errore" })).State.ShouldBe("cancelled");
    }

    /// <summary>Each waits for the other: either the cancellation hears of the payment, or the node of the cancellation.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancellation_and_the_beginning_of_a_payment_never_both_succeed(bool isNodeFirst)
    {
        using var node = fixture.Api.Node();
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input());
        var rows = new PositionRows(fixture.Api.ConnectionString);
        Task<PaResponse> Activate() =>
            Task.Run(async () =>
                (await node.SendAsync($"{scene.Organization}_01", PaymentOf(scene, PositionScene.Instalment(position)))).Response!
            );
        Task<string> Cancel() =>
            Task.Run(async () =>
            {
                try
                {
                    return (await scene.CancelAsync(position)).State;
                }
                catch (PagoDigitaleConflictException conflict)
                {
                    return conflict.Code;
                }
            });

        // Whoever came first waits for the holder of the position, and the second one behind it.
        await using var holder = new NpgsqlConnection($"{fixture.Api.ConnectionString};Pooling=false");
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (
            var hold = new NpgsqlCommand("SELECT FROM positions WHERE organization_id = $1 FOR UPDATE", holder, transaction)
            {
                Parameters = { new() { Value = scene.Organization } },
            }
        )
            await hold.ExecuteNonQueryAsync();
        var (activation, cancellation) = isNodeFirst ? (Activate(), (Task<string>?)null) : (null, Cancel());
        await WaitingAsync(rows, 1);
        activation ??= Activate();
        cancellation ??= Cancel();
        await WaitingAsync(rows, 2);
        await transaction.RollbackAsync();
        var (answer, state) = (await activation, await cancellation);

        if (isNodeFirst)
        {
            answer.ShouldBeOfType<GetPaymentResponse>();
            state.ShouldBe("payment-in-progress");
        }
        else
        {
            answer.ShouldBeOfType<FaultResponse>().Fault.FaultCode.ShouldBe(PaFaultCodes.PagamentoAnnullato);
            state.ShouldBe("cancelled");
        }
    }

    private static async Task WaitingAsync(PositionRows rows, long least)
    {
        for (
            var i = 0;
            i < 1_500
                && await rows.ReadAsync<long>(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                ) < least;
            i++
        )
            await Task.Delay(20);
        (
            await rows.ReadAsync<long>(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
        ).ShouldBeGreaterThanOrEqualTo(least);
    }

    private async Task<(PositionScene, Position)> BeingPaidAsync(NodeCaller node)
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(externalId: "X-1"));
        (await ActivateAsync(node, scene, PositionScene.Instalment(position))).Data.AmountCents.ShouldBe(10_000);
        return (scene, position);
    }

    private static async Task<GetPaymentResponse> ActivateAsync(NodeCaller node, PositionScene scene, Instalment instalment)
    {
        return (
            await node.SendAsync($"{scene.Organization}_01", PaymentOf(scene, instalment))
        ).Response.ShouldBeOfType<GetPaymentResponse>();
    }

    private static GetPaymentRequest PaymentOf(PositionScene scene, Instalment instalment) =>
        new(
            scene.Organization,
            scene.Organization,
            $"{scene.Organization}_01",
            PaVersion.V2,
            new QrCode(scene.Organization, instalment.NoticeNumber!)
        );
}
