using System.Net;
using PagoDigitale.Node.PaForNode;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>When something breaks here the node gets no valid answer, so that it asks again; what it sent is kept.</summary>
public sealed class FailureTests(OwnNode f) : IClassFixture<OwnNode>
{
    [Fact]
    public async Task A_receipt_that_cannot_be_interpreted_is_kept_and_taken_when_the_node_sends_it_again()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var envelope = PaForNodeClientWriter.Write(Requests.SendRt(organization, Requests.Receipt(organization, notice)));
        await f.Rows.ExecuteAsync("REVOKE INSERT ON postings FROM pagodigitale_app");

        var failed = await f.Node.SendAsync(organization.Station, envelope);

        failed.Status.ShouldBe(HttpStatusCode.InternalServerError);
        failed.Response.ShouldBeNull("no valid answer");
        (await f.Rows.ContentAsync("organization_id = $1 AND outcome = 'failed'", organization.Code)).ShouldBe(envelope);
        (await f.CountAsync("receipts", organization)).ShouldBe(0);
        (await f.StateOfAsync(notice)).ShouldBe("unpaid");

        await f.Rows.ExecuteAsync("GRANT INSERT ON postings TO pagodigitale_app");
        (await f.Node.SendAsync(organization.Station, envelope)).IsOk.ShouldBeTrue();
        (await f.StateOfAsync(notice)).ShouldBe("paid");
    }

    [Fact]
    public async Task A_question_that_breaks_here_gets_no_valid_answer()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        await f.Rows.ExecuteAsync("ALTER TABLE instalments DROP CONSTRAINT IF EXISTS instalments_state_check");
        await f.Rows.ExecuteAsync("UPDATE instalments SET state = 'nobody-knows' WHERE instalment_id = $1", notice.InstalmentId);

        var answer = await f.VerifyAsync(organization, notice.Number);

        answer.Status.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Response.ShouldBeNull();
        (
            await f.Rows.ReadAsync<long>(
                "SELECT count(*) FROM inbound_messages WHERE organization_id = $1 AND kind = 'node-verify'",
                organization.Code
            )
        ).ShouldBe(1, "what it sent is kept");
    }

    [Fact]
    public async Task A_payment_whose_transfers_do_not_add_up_gets_no_valid_answer()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        await f.Rows.ExecuteAsync("UPDATE instalments SET amount_cents = 1 WHERE instalment_id = $1", notice.InstalmentId);

        (await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notice.Number))).Status.ShouldBe(
            HttpStatusCode.InternalServerError
        );
    }
}
