using System.Net;
using System.Text;
using Npgsql;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>What comes at once is taken together, and each keeps its own fate.</summary>
public sealed class TogetherTests(OwnNode f) : IClassFixture<OwnNode>
{
    private const int Many = 40;

    [Fact]
    public async Task Receipts_at_once_share_transactions_and_each_leaves_all_its_rows()
    {
        var (organization, notices) = await AddAsync(Many);

        var answers = await Task.WhenAll(notices.Select(n => f.SendReceiptAsync(organization, Requests.Receipt(organization, n))));

        answers.ShouldAllBe(a => a.IsOk);
        (await CountAsync("SELECT count(DISTINCT xmin::text) FROM receipts WHERE organization_id = $1", organization)).ShouldBeLessThan(
            Many
        );
        (
            await CountAsync("SELECT count(*) FROM receipts WHERE organization_id = $1 AND classification = 'regular'", organization)
        ).ShouldBe(Many);
        (await CountAsync("SELECT count(*) FROM inbound_messages WHERE organization_id = $1 AND outcome = 'OK'", organization)).ShouldBe(
            Many
        );
        (await CountAsync("SELECT count(*) FROM positions WHERE organization_id = $1 AND state = 'paid'", organization)).ShouldBe(Many);
        (
            await CountAsync(
                """
                SELECT count(*) FROM receipts c JOIN inbound_messages m USING (organization_id, message_id)
                    JOIN receipt_transfers t USING (organization_id, receipt_record_id)
                    JOIN instalments i USING (organization_id, receipt_record_id)
                    JOIN postings p ON p.organization_id = $1 AND p.instalment_id = i.instalment_id AND p.kind = 'paid'
                WHERE c.organization_id = $1
                """,
                organization
            )
        ).ShouldBe(Many);
        foreach (var notice in notices)
            Encoding
                .UTF8.GetString(
                    await f.Rows.ContentAsync(
                        """
                        organization_id = $1 AND message_id =
                            (SELECT message_id FROM receipts WHERE organization_id = $1 AND notice_number = $2)
                        """,
                        organization.Code,
                        notice.Number
                    )
                )
                .ShouldContain(notice.Number);
        foreach (var type in new[] { "receipt.received", "position.paid" })
            (
                await CountAsync(
                    $"SELECT count(DISTINCT subject_id) FROM events WHERE organization_id = $1 AND type = '{type}'",
                    organization
                )
            ).ShouldBe(Many, type);
        (await CountAsync("SELECT count(*) FROM activity_log WHERE organization_id = $1 AND sequence IS NOT NULL", organization)).ShouldBe(
            Many,
            "each has its place before it is answered"
        );
        (await f.Api.Admin.ActivityLog.VerifyAsync(organization.Code)).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task A_receipt_that_fails_takes_no_other_along()
    {
        var (organization, notices) = await AddAsync(12);
        await f.Rows.ExecuteAsync(
            $"""
            CREATE FUNCTION fail_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one'; END $$;
            CREATE TRIGGER fail_one BEFORE INSERT ON postings FOR EACH ROW WHEN (NEW.instalment_id = '{notices[5].InstalmentId}')
                EXECUTE FUNCTION fail_one();
            """
        );
        var failing = Requests.Receipt(organization, notices[5]);

        var answers = await Task.WhenAll(
            notices.Select(n => f.SendReceiptAsync(organization, n == notices[5] ? failing : Requests.Receipt(organization, n)))
        );

        answers.Count(a => a.IsOk).ShouldBe(11);
        answers[5].Status.ShouldBe(HttpStatusCode.InternalServerError);
        (await CountAsync("SELECT count(*) FROM receipts WHERE organization_id = $1", organization)).ShouldBe(11);
        (await CountAsync("SELECT count(*) FROM inbound_messages WHERE organization_id = $1 AND outcome = 'OK'", organization)).ShouldBe(
            11
        );
        (
            await CountAsync("SELECT count(*) FROM inbound_messages WHERE organization_id = $1 AND outcome = 'failed'", organization)
        ).ShouldBe(1, "what was sent is kept");
        (await CountAsync("SELECT count(*) FROM refused_messages WHERE organization_id = $1 AND state = 'open'", organization)).ShouldBe(1);
        (await f.StateOfAsync(notices[5])).ShouldBe("unpaid");

        await f.Rows.ExecuteAsync("DROP TRIGGER fail_one ON postings; DROP FUNCTION fail_one();");
        (await f.SendReceiptAsync(organization, failing)).IsOk.ShouldBeTrue();
        (await CountAsync("SELECT count(*) FROM refused_messages WHERE organization_id = $1 AND state = 'open'", organization)).ShouldBe(
            0,
            "the same bytes were taken"
        );
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(12 * 12_345);
    }

    [Fact]
    public async Task A_position_that_somebody_holds_is_waited_for_by_its_own_receipt_and_question_only()
    {
        var (organization, notices) = await AddAsync(8);
        await using var connection = new NpgsqlConnection(f.Api.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (
            var hold = new NpgsqlCommand("SELECT 1 FROM positions WHERE position_id = ANY ($1) FOR UPDATE", connection, transaction)
            {
                Parameters = { new() { Value = new[] { notices[0].PositionId, notices[1].PositionId } } },
            }
        )
            await hold.ExecuteNonQueryAsync();

        var receipts = Enumerable
            .Range(0, 8)
            .Where(i => i != 1)
            .Select(i => f.SendReceiptAsync(organization, Requests.Receipt(organization, notices[i])))
            .ToList();
        var question = f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notices[1].Number));
        (await Task.WhenAll(receipts.Skip(1))).ShouldAllBe(a => a.IsOk);
        (receipts[0].IsCompleted, question.IsCompleted).ShouldBe((false, false));
        await transaction.RollbackAsync();

        (await receipts[0]).IsOk.ShouldBeTrue();
        (await question).Response.ShouldBeOfType<GetPaymentResponse>();
        (
            await CountAsync(
                "SELECT count(*) FROM instalments WHERE organization_id = $1 AND payment_in_progress_until IS NOT NULL",
                organization
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Payments_asked_for_at_once_are_all_marked()
    {
        var (organization, notices) = await AddAsync(Many);
        await f.Rows.ExecuteAsync("UPDATE instalments SET state = 'cancelled' WHERE instalment_id = $1", notices[3].InstalmentId);

        var answers = await Task.WhenAll(
            notices.Select(n => f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, n.Number)))
        );

        answers[3].FaultCode.ShouldBe(PaFaultCodes.PagamentoAnnullato);
        answers.Count(a => a.Response is GetPaymentResponse).ShouldBe(Many - 1);
        for (var i = 0; i < Many; i++)
            if (answers[i].Response is GetPaymentResponse given)
                given.Data.CreditorReferenceId.ShouldBe(notices[i].Iuv);
        (
            await CountAsync(
                """
                SELECT count(*) FROM instalments WHERE organization_id = $1 AND payment_in_progress_until IS NOT NULL AND state = 'unpaid'
                """,
                organization
            )
        ).ShouldBe(Many - 1);
        (
            await CountAsync(
                "SELECT count(*) FROM instalments WHERE organization_id = $1 AND payment_in_progress_until IS NOT NULL",
                organization
            )
        ).ShouldBe(Many - 1, "what cannot be paid is not marked");
    }

    [Fact]
    public async Task Questions_at_once_share_transactions_and_each_has_its_entry_with_its_own_trace_and_its_place()
    {
        var (organization, notices) = await AddAsync(Many);
        var (verified, paid) = (notices.Take(Many / 2).ToList(), notices.Skip(Many / 2).ToList());
        var traces = notices.ToDictionary(n => n.Number, _ => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()));

        var answers = await Task.WhenAll(
            verified
                .Select(n => SendAsync(Requests.Verify(organization, n.Number), n))
                .Concat(paid.Select(n => SendAsync(Requests.GetPayment(organization, n.Number), n)))
        );

        answers.ShouldAllBe(a => a.IsOk);
        (await CountAsync("SELECT count(DISTINCT xmin::text) FROM activity_log WHERE organization_id = $1", organization)).ShouldBeLessThan(
            Many
        );
        (
            await CountAsync(
                "SELECT count(*) FROM activity_log WHERE organization_id = $1 AND sequence IS NOT NULL AND outcome = 'succeeded'",
                organization
            )
        ).ShouldBe(Many);
        foreach (var (kind, asked) in new[] { ("node-verify", verified), ("node-payment", paid) })
            (
                await CountAsync($"SELECT count(*) FROM inbound_messages WHERE organization_id = $1 AND kind = '{kind}'", organization)
            ).ShouldBe(asked.Count);
        foreach (var notice in notices)
            (
                await f.Rows.ReadAsync<string>(
                    "SELECT trace_id FROM activity_log WHERE organization_id = $1 AND resource = $2",
                    organization.Code,
                    notice.Number
                )
            ).ShouldBe(traces[notice.Number]);
        (await f.Api.Admin.ActivityLog.VerifyAsync(organization.Code)).IsIntact.ShouldBeTrue();

        Task<StationAnswer> SendAsync(PaRequest request, WrittenNotice notice) =>
            f.Node.SendAsync(organization.Station, request, ("traceparent", $"00-{traces[notice.Number]}-00f067aa0ba902b7-01"));
    }

    [Fact]
    public async Task A_question_that_cannot_be_noted_is_not_answered_and_marks_nothing()
    {
        var (organization, notices) = await AddAsync(6);
        await f.Rows.ExecuteAsync(
            $"""
            CREATE FUNCTION fail_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one'; END $$;
            CREATE TRIGGER fail_one BEFORE INSERT ON activity_log FOR EACH ROW
                WHEN (NEW.resource = '{notices[2].Number}' AND NEW.outcome = 'succeeded') EXECUTE FUNCTION fail_one();
            """
        );

        var answers = await Task.WhenAll(
            notices.Select(n => f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, n.Number)))
        );

        await f.Rows.ExecuteAsync("DROP TRIGGER fail_one ON activity_log; DROP FUNCTION fail_one();");
        answers[2].Status.ShouldBe(HttpStatusCode.InternalServerError);
        answers.Count(a => a.Response is GetPaymentResponse).ShouldBe(5, "it takes no other along");
        (
            await f.Rows.ReadAsync<string[]>(
                """
                SELECT array_agg(notice_number) FROM instalments
                WHERE organization_id = $1 AND payment_in_progress_until IS NULL
                """,
                organization.Code
            )
        ).ShouldBe([notices[2].Number]);
        (await CountAsync("SELECT count(*) FROM activity_log WHERE organization_id = $1 AND outcome = 'failed'", organization)).ShouldBe(
            1,
            "how the call ended is noted"
        );
    }

    [Fact]
    public async Task Two_instalments_of_a_position_paid_at_once_are_told_of_one_after_the_other()
    {
        var (organization, notices) = await AddAsync(2);
        await f.Rows.ExecuteAsync(
            "UPDATE instalments SET position_id = $1, instalment_index = 2 WHERE instalment_id = $2",
            notices[0].PositionId,
            notices[1].InstalmentId
        );

        var answers = await Task.WhenAll(notices.Select(n => f.SendReceiptAsync(organization, Requests.Receipt(organization, n))));

        answers.ShouldAllBe(a => a.IsOk);
        (
            await f.Rows.ReadAsync<string[]>(
                "SELECT array_agg(type ORDER BY written) FROM events WHERE organization_id = $1 AND type LIKE 'position.%'",
                organization.Code
            )
        ).ShouldBe(["position.partially-paid", "position.paid"]);
        (await f.Rows.ReadAsync<long>("SELECT paid_cents FROM positions WHERE position_id = $1", notices[0].PositionId)).ShouldBe(
            2 * 12_345
        );
    }

    private async Task<(OrganizationRow Organization, List<WrittenNotice> Notices)> AddAsync(int count)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notices = new List<WrittenNotice>();
        for (var i = 0; i < count; i++)
            notices.Add(await f.Rows.AddNoticeAsync(organization));
        return (organization, notices);
    }

    private Task<long> CountAsync(string query, OrganizationRow organization) => f.Rows.ReadAsync<long>(query, organization.Code);
}
