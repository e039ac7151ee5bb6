using System.Net;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>The table of refusals, for every primitive that asks about a notice.</summary>
public sealed class NoticeFaultTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private static readonly DateOnly Yesterday = TestClock.Today.AddDays(-2);
    private static readonly DateOnly Tomorrow = TestClock.Today.AddDays(2);

    [Theory]
    [InlineData("draft", PaFaultCodes.PagamentoSconosciuto)]
    [InlineData("paid", PaFaultCodes.PagamentoDuplicato)]
    [InlineData("reported", PaFaultCodes.PagamentoDuplicato)]
    [InlineData("reconciled", PaFaultCodes.PagamentoDuplicato)]
    [InlineData("expired", PaFaultCodes.PagamentoScaduto)]
    [InlineData("cancelled", PaFaultCodes.PagamentoAnnullato)]
    [InlineData("replaced", PaFaultCodes.PagamentoAnnullato)]
    public async Task A_notice_that_cannot_be_paid_is_refused_by_its_state(string state, string code)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { State = state });

        await ShouldRefuseAsync(organization, notice.Number, code);
    }

    [Fact]
    public async Task A_notice_that_is_not_yet_valid_is_unknown() =>
        await ShouldRefuseAsync(new NoticeRow { ValidFrom = Tomorrow }, PaFaultCodes.PagamentoSconosciuto);

    [Fact]
    public async Task A_notice_past_its_last_day_is_expired_before_any_job_has_passed() =>
        await ShouldRefuseAsync(
            new NoticeRow { ValidUntil = Yesterday, Service = PositionRows.OpenService },
            PaFaultCodes.PagamentoScaduto
        );

    [Fact]
    public async Task A_notice_past_its_due_date_is_expired_when_its_service_says_so() =>
        await ShouldRefuseAsync(new NoticeRow { DueDate = Yesterday, Service = PositionRows.StrictService }, PaFaultCodes.PagamentoScaduto);

    [Fact]
    public async Task A_notice_past_its_due_date_stays_payable_when_its_service_says_so()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { DueDate = Yesterday });

        (await f.VerifyAsync(organization, notice.Number)).IsOk.ShouldBeTrue();
    }

    [Theory]
    [InlineData("302000000000000184")]
    [InlineData("000000000000000000")]
    public async Task An_unknown_notice_and_the_probe_of_a_station_in_stand_in_are_unknown(string number) =>
        await ShouldRefuseAsync(await f.Rows.AddOrganizationAsync(), number, PaFaultCodes.PagamentoSconosciuto);

    [Fact]
    public async Task A_notice_of_another_organization_is_unknown()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        var notice = await f.Rows.AddNoticeAsync(other);

        await ShouldRefuseAsync(organization, notice.Number, PaFaultCodes.PagamentoSconosciuto);
    }

    [Theory]
    [InlineData("00000000000")]
    [InlineData("*")]
    [InlineData("' OR 1=1 --")]
    public async Task An_organization_that_is_not_here_is_a_wrong_domain(string idPa)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var request = Requests.Verify(organization, "302000000000000184") with { IdPa = idPa };

        var answer = await f.Node.SendAsync(organization.Station, request);

        answer.FaultCode.ShouldBe(PaFaultCodes.IdDominioErrato);
    }

    [Fact]
    public async Task An_organization_that_was_switched_off_is_a_wrong_domain()
    {
        var organization = await f.Rows.AddOrganizationAsync(isActive: false);
        var notice = await f.Rows.AddNoticeAsync(organization);

        await ShouldRefuseAsync(organization, notice.Number, PaFaultCodes.IdDominioErrato);
    }

    [Fact]
    public async Task A_station_of_another_organization_is_a_wrong_domain()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        var notice = await f.Rows.AddNoticeAsync(organization);

        await ShouldRefuseAsync(organization with { Station = other.Station }, notice.Number, PaFaultCodes.IdDominioErrato);
    }

    [Fact]
    public async Task Another_fiscal_code_in_the_qr_code_is_a_wrong_domain()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var request = Requests.Verify(organization, notice.Number) with { QrCode = new QrCode("77777777777", notice.Number) };

        (await f.Node.SendAsync(organization.Station, request)).FaultCode.ShouldBe(PaFaultCodes.IdDominioErrato);
    }

    [Fact]
    public async Task Another_broker_is_refused()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);

        await ShouldRefuseAsync(organization with { Broker = "77777777777" }, notice.Number, PaFaultCodes.IdIntermediarioErrato);
    }

    [Fact]
    public async Task Another_station_in_the_message_than_in_the_path_is_refused_and_marks_nothing()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);

        var answer = await f.Node.SendAsync(
            organization.Station,
            Requests.GetPayment(organization, notice.Number) with
            {
                IdStation = "15376371009_99",
            }
        );

        answer.FaultCode.ShouldBe(PaFaultCodes.StazioneIntErrata);
        (
            await f.Rows.ReadAsync<DateTime?>(
                "SELECT payment_in_progress_until FROM instalments WHERE instalment_id = $1",
                notice.InstalmentId
            )
        ).ShouldBeNull();
    }

    [Fact]
    public async Task A_spontaneous_payment_is_not_offered()
    {
        var organization = await f.Rows.AddOrganizationAsync();

        var answer = await f.Node.SendAsync(organization.Station, Requests.Demand(organization));

        answer.FaultCode.ShouldBe(PaFaultCodes.Semantica);
        answer.Response!.Operation.ShouldBe(PaOperation.DemandPaymentNotice);
    }

    private async Task ShouldRefuseAsync(NoticeRow row, string code)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await ShouldRefuseAsync(organization, (await f.Rows.AddNoticeAsync(organization, row)).Number, code);
    }

    private async Task ShouldRefuseAsync(OrganizationRow o, string number, string code)
    {
        PaRequest[] requests = [Requests.Verify(o, number), Requests.GetPayment(o, number, PaVersion.V1), Requests.GetPayment(o, number)];
        foreach (var request in requests)
        {
            var answer = await f.Node.SendAsync(o.Station, request);
            answer.Status.ShouldBe(HttpStatusCode.OK);
            answer.FaultCode.ShouldBe(code, request.Operation.ToString());
            answer.Response!.Operation.ShouldBe(request.Operation);
            ((FaultResponse)answer.Response).Fault.Id.ShouldBe(o.Code);
        }
        (
            await f.Rows.ReadAsync<long>(
                "SELECT count(*) FROM instalments WHERE organization_id = $1 AND payment_in_progress_until IS NOT NULL",
                o.Code
            )
        ).ShouldBe(0);
    }
}
