using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Database;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>
/// What a question of the node leaves behind reaches the disk before the answer; what leaves nothing behind waits for no disk (decision
/// 0009).
/// </summary>
public sealed class QuestionDurabilityTests(OwnNode f) : IClassFixture<OwnNode>
{
    [Fact]
    public async Task Only_a_payment_that_is_marked_as_in_progress_waits_for_the_disk()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var (open, paid) = (await f.Rows.AddNoticeAsync(organization), await f.Rows.AddNoticeAsync(organization));
        await f.Rows.ExecuteAsync("UPDATE instalments SET state = 'paid' WHERE instalment_id = $1", paid.InstalmentId);
        // The server of the tests waits for no disk by itself.
        await f.Rows.ExecuteAsync(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = on', current_database()); END $$"
        );
        f.Api.Services.GetRequiredService<AppDataSource>().Clear();
        await f.Rows.ExecuteAsync(
            """
            CREATE TABLE commits (written integer GENERATED ALWAYS AS IDENTITY, what text, commit text);
            CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                INSERT INTO commits (what, commit) VALUES (NEW.operation_id || coalesce(' ' || NEW.code, ''),
                    current_setting('synchronous_commit'));
                RETURN NEW;
            END $$;
            CREATE TRIGGER note_commit AFTER INSERT ON activity_log FOR EACH ROW EXECUTE FUNCTION note_commit();
            """
        );

        await f.VerifyAsync(organization, open.Number);
        await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, open.Number));
        await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, paid.Number));
        await f.Node.SendAsync(organization.Station, Requests.Demand(organization));

        (await f.Rows.ReadAsync<string[]>("SELECT array_agg(what || ': ' || commit ORDER BY written) FROM commits")).ShouldBe([
            "paVerifyPaymentNotice: off",
            "paGetPaymentV2: on",
            $"paGetPaymentV2 {PaFaultCodes.PagamentoDuplicato}: off",
            $"paDemandPaymentNotice {PaFaultCodes.Semantica}: off",
        ]);
    }

    /// <summary>Read together, each still gets its own answer, whoever asks and whatever else is asked.</summary>
    [Fact]
    public async Task Questions_asked_at_once_are_answered_each_for_itself()
    {
        var organizations = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => f.Rows.AddOrganizationAsync()));
        var notices = new List<(int Of, WrittenNotice Notice, int Cents)>();
        for (var i = 0; i < 24; i++)
            notices.Add((i % 4, await f.Rows.AddNoticeAsync(organizations[i % 4], new NoticeRow { AmountCents = 12_000 + i }), 12_000 + i));

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 240)
                .Select(async i =>
                {
                    var (of, notice, cents) = notices[i % 24];
                    // Every third asks another organization for a notice that is not its own.
                    var asked = i % 3 == 0 ? organizations[(of + 1) % 4] : organizations[of];
                    return (i, cents, Answer: await f.VerifyAsync(asked, notice.Number));
                })
        );

        foreach (var (i, cents, answer) in answers)
            if (i % 3 == 0)
                answer.FaultCode.ShouldBe(PaFaultCodes.PagamentoSconosciuto);
            else
                answer.Response.ShouldBeOfType<VerifyPaymentNoticeResponse>().Option.AmountCents.ShouldBe(cents);
        foreach (var organization in organizations)
        {
            (await f.CountAsync("inbound_messages", organization)).ShouldBe(60);
            (
                await f.Rows.ReadAsync<long>(
                    "SELECT count(*) FROM activity_log WHERE organization_id = $1 AND sequence IS NOT NULL",
                    organization.Code
                )
            ).ShouldBe(60);
            (await f.Api.Admin.ActivityLog.VerifyAsync(organization.Code)).IsIntact.ShouldBeTrue();
        }
    }
}
