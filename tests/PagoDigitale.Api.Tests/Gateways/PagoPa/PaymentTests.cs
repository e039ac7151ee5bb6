using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>From the question to the receipt.</summary>
public sealed class PaymentTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Theory]
    [InlineData(PaVersion.V1)]
    [InlineData(PaVersion.V2)]
    public async Task A_notice_is_verified_paid_and_receipted(PaVersion version)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);

        var verified = (await f.VerifyAsync(organization, notice.Number)).Response.ShouldBeOfType<VerifyPaymentNoticeResponse>();
        var payment = (
            await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notice.Number, version))
        ).Response.ShouldBeOfType<GetPaymentResponse>();
        (await f.StateOfAsync(notice)).ShouldBe("unpaid", "the position stays open until the receipt");
        var receipt = Requests.Receipt(organization, notice, version);
        var taken = await f.SendReceiptAsync(organization, receipt);

        verified.Option.ShouldBe(new PaymentOption(12_345, false) { DueDate = new DateOnly(2099, 6, 30) });
        (verified.PaymentDescription, verified.FiscalCodePa, verified.CompanyName).ShouldBe(
            ("TARI 2026", organization.Code, $"Comune di Prova {organization.Code}")
        );
        (payment.Data.CreditorReferenceId, payment.Data.AmountCents, payment.Data.DueDate).ShouldBe(
            (notice.Iuv, 12_345, new DateOnly(2099, 6, 30))
        );
        payment.Data.Debtor.ShouldBe(
            new Subject(EntityType.F, "RSSMRA80A01H501U", "Mario Rossi")
            {
                StreetName = "Via Roma",
                CivicNumber = "1",
                PostalCode = "00100",
                City = "Roma",
                StateProvinceRegion = "RM",
                Country = "IT",
            }
        );
        payment.Data.Transfers.ShouldHaveSingleItem().Iban.ShouldBe(PositionRows.Iban);
        taken.Response.ShouldBe(new SendRtResponse(version));
        (await f.StateOfAsync(notice)).ShouldBe("paid");
        (await f.ClassificationAsync(organization, receipt)).ShouldBe("regular");
        (await f.VerifyAsync(organization, notice.Number)).FaultCode.ShouldBe(PaFaultCodes.PagamentoDuplicato);
    }

    [Fact]
    public async Task The_amount_is_read_again_at_every_question()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        await f.VerifyAsync(organization, notice.Number);
        await f.Rows.ExecuteAsync("UPDATE instalments SET amount_cents = 99 WHERE instalment_id = $1", notice.InstalmentId);

        var verified = (await f.VerifyAsync(organization, notice.Number)).Response.ShouldBeOfType<VerifyPaymentNoticeResponse>();

        verified.Option.AmountCents.ShouldBe(99);
    }

    [Fact]
    public async Task A_notice_without_due_date_is_due_in_a_far_year()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { DueDate = null });

        var verified = (await f.VerifyAsync(organization, notice.Number)).Response.ShouldBeOfType<VerifyPaymentNoticeResponse>();
        var payment = (
            await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notice.Number))
        ).Response.ShouldBeOfType<GetPaymentResponse>();

        verified.Option.DueDate.ShouldBe(new DateOnly(2099, 12, 31));
        payment.Data.DueDate.ShouldBe(new DateOnly(2099, 12, 31));
    }

    [Fact]
    public async Task A_notice_without_due_date_that_ends_is_due_on_its_last_day()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { DueDate = null, ValidUntil = new DateOnly(2098, 12, 31) });

        var verified = (await f.VerifyAsync(organization, notice.Number)).Response.ShouldBeOfType<VerifyPaymentNoticeResponse>();
        var payments = new[] { PaVersion.V1, PaVersion.V2 }.Select(async v =>
            (
                await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notice.Number, v))
            ).Response.ShouldBeOfType<GetPaymentResponse>()
        );

        verified.Option.DueDate.ShouldBe(new DateOnly(2098, 12, 31));
        (await Task.WhenAll(payments)).ShouldAllBe(p => p.Data.DueDate == new DateOnly(2098, 12, 31));
    }

    [Theory]
    [InlineData(TransferType.Postal, PositionRows.PostalIban, false)]
    [InlineData(TransferType.PagoPa, PositionRows.Iban, true)]
    [InlineData(null, PositionRows.Iban, false)]
    public async Task The_account_of_a_transfer_follows_the_kind_of_transfer_asked_for(
        TransferType? type,
        string iban,
        bool hasSupportAccount
    )
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { PostalIban = PositionRows.PostalIban });

        var verified = (await f.VerifyAsync(organization, notice.Number)).Response.ShouldBeOfType<VerifyPaymentNoticeResponse>();
        var payment = (
            await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notice.Number, type: type))
        ).Response.ShouldBeOfType<GetPaymentResponse>();

        verified.Option.IsAllCcp.ShouldBeTrue();
        var transfer = payment.Data.Transfers.ShouldHaveSingleItem();
        transfer.Iban.ShouldBe(iban);
        transfer.Metadata.ShouldBe(hasSupportAccount ? [new MetadataEntry("IBANAPPOGGIO", PositionRows.PostalIban)] : []);
    }

    [Fact]
    public async Task Every_beneficiary_gets_its_transfer()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { OthersCents = 345 });

        var payment = (
            await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notice.Number))
        ).Response.ShouldBeOfType<GetPaymentResponse>();

        payment.Data.AmountCents.ShouldBe(12_345);
        payment
            .Data.Transfers.Select(t => (t.IdTransfer, t.FiscalCodePa, t.AmountCents))
            .ShouldBe([(1, organization.Code, 12_000), (2, PositionRows.OtherBeneficiary, 345)]);
    }

    [Fact]
    public async Task Asking_for_the_payment_marks_it_in_progress_for_half_an_hour_and_verifying_does_not()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var minutesLeft =
            $"SELECT round(extract(epoch FROM payment_in_progress_until - {TestClock.NowSql}) / 60)::integer FROM instalments "
            + "WHERE instalment_id = $1";

        await f.VerifyAsync(organization, notice.Number);
        (await f.Rows.ReadAsync<int?>(minutesLeft, notice.InstalmentId)).ShouldBeNull();
        await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notice.Number));
        (await f.Rows.ReadAsync<int?>(minutesLeft, notice.InstalmentId)).ShouldBe(30);
    }

    [Fact]
    public async Task Questions_are_kept_as_they_came_and_noted_in_the_activity_log()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var envelope = PaForNodeClientWriter.Write(Requests.Verify(organization, notice.Number));

        await f.Node.SendAsync(organization.Station, envelope);
        await f.Node.SendAsync(organization.Station, Requests.GetPayment(organization, notice.Number));

        (await f.Rows.ContentAsync("organization_id = $1 AND kind = 'node-verify'", organization.Code)).ShouldBe(envelope);
        (
            await f.Rows.ReadAsync<long>(
                "SELECT count(*) FROM inbound_messages WHERE organization_id = $1 AND kind = 'node-payment'",
                organization.Code
            )
        ).ShouldBe(1);
        (
            await f.Rows.ReadAsync<string[]>(
                """
                SELECT array_agg(operation_id || ' ' || outcome || ' ' || resource ORDER BY occurred_at) FROM activity_log
                    WHERE organization_id = $1
                """,
                organization.Code
            )
        ).ShouldBe([$"paVerifyPaymentNotice succeeded {notice.Number}", $"paGetPaymentV2 succeeded {notice.Number}"]);
    }

    /// <summary>Who asks "why did the node not take it" finds the fault, not only that there was one, and finds it at once.</summary>
    [Fact]
    public async Task The_activity_log_tells_the_fault_of_a_refused_call_before_the_call_is_answered()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        const string last = """
            SELECT operation_id || ' ' || outcome || ' ' || status || ' ' || coalesce(code, '-') FROM activity_log
                WHERE organization_id = $1 AND sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1
            """;

        await f.VerifyAsync(organization, "302000000000000184");
        (await f.Rows.ReadAsync<string>(last, organization.Code)).ShouldBe("paVerifyPaymentNotice refused 200 PAA_PAGAMENTO_SCONOSCIUTO");
        await f.Node.SendAsync(organization.Station, Requests.Demand(organization));
        (await f.Rows.ReadAsync<string>(last, organization.Code)).ShouldBe("paDemandPaymentNotice refused 200 PAA_SEMANTICA");
        var receipt = Requests.Receipt(organization, notice);
        await f.SendReceiptAsync(organization, receipt);
        (await f.Rows.ReadAsync<string>(last, organization.Code)).ShouldBe("paSendRTV2 succeeded 200 -");
        await f.SendReceiptAsync(organization, receipt);
        (await f.Rows.ReadAsync<string>(last, organization.Code)).ShouldBe("paSendRTV2 refused 200 PAA_RECEIPT_DUPLICATA");
        await f.Node.SendAsync(organization.Station, [.. "<not-soap/>"u8]);
        (await f.Rows.ReadAsync<string>(last, "*")).ShouldBe("unknown failed 500 PAA_SINTASSI_EXTRAXSD");
    }
}
