using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>Files whose rows are instalments of payment options.</summary>
public sealed class FlowOptionTests(FlowApi host) : IClassFixture<FlowApi>
{
    private const string Header =
        "codice_esterno;codice_fiscale;nominativo;codice_servizio;descrizione;importo;data_scadenza;data_fine_validita;"
        + "opzione;tipo_opzione;descrizione_opzione;rata;data_inizio_validita;paga_dopo_scadenza";

    /// <summary>The whole, or two rates; and a debt that is a row of its own.</summary>
    private static readonly string[] WholeOrRates =
    [
        Row("O-1", "300,00", "30/06/2030", option: "1", kind: "unica", name: "Tutto"),
        Row("O-1", "100,00", "30/06/2030", option: "2", kind: "rate", instalment: "1"),
        Row("O-1", "200,00", "30/09/2030", option: "2", instalment: "2", name: "Due rate"),
        Row("O-2", "7,00", "30/06/2030"),
    ];

    [Fact]
    public async Task Rows_of_one_code_become_one_position_that_is_owed_once()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(Csv(WholeOrRates));
        (flow.Counts.Valid, flow.Amounts.ValidCents).ShouldBe((4, 30_700));

        var done = await scene.GeneratedAsync(flow);

        (done.State, done.Counts.Generated, done.Amounts.GeneratedCents).ShouldBe(("completed", 4, 30_700));
        var rows = await scene.RowsAsync(done);
        rows.Take(3).Select(r => r.PositionId).Distinct().Count().ShouldBe(1);
        rows.Select(r => r.NoticeNumber).Distinct().Count().ShouldBe(4);
        rows[2]
            .ShouldSatisfyAllConditions(
                r => r.OptionIndex.ShouldBe(2),
                r => r.OptionKind.ShouldBe("instalments"),
                r => r.OptionDescription.ShouldBe("Due rate"),
                r => r.InstalmentIndex.ShouldBe(2)
            );
        var position = await host.Api.Admin.Positions.ReadAsync(scene.Organization, rows[0].PositionId!);
        position.ShouldSatisfyAllConditions(
            p => p.ExternalId.ShouldBe("O-1"),
            p => p.AmountCents.ShouldBe(30_000),
            p => p.OutstandingCents.ShouldBe(30_000),
            p => p.PaymentOptions.Select(o => o.Kind).ShouldBe(["single", "instalments"]),
            p => p.PaymentOptions.Select(o => o.Description).ShouldBe(["Tutto", "Due rate"]),
            p => p.PaymentOptions.Select(o => o.IsOwed).ShouldBe([true, false]),
            p =>
                p.PaymentOptions.SelectMany(o => o.Instalments)
                    .Select(i => i.NoticeNumber)
                    .ShouldBe(rows.Take(3).Select(r => r.NoticeNumber))
        );
        (
            await scene.ScalarAsync<long>(
                "SELECT sum(amount_cents)::bigint FROM postings WHERE organization_id = {org} AND kind = 'issued' AND debit = 'receivables'"
            )
        ).ShouldBe(30_700);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM positions WHERE organization_id = {org}")).ShouldBe(2);
    }

    [Fact]
    public async Task What_a_file_makes_is_what_a_call_makes()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await scene.GeneratedAsync(
            await scene.CheckedAsync(
                Csv(
                    Row("C-1", "80,00", "10/06/2030", option: "1", kind: "ridotta", name: "Entro cinque giorni"),
                    Row("C-1", "100,00", "30/06/2030", option: "2", from: "11/06/2030", late: "NO"),
                    Row("C-1", "30,00", "30/06/2030", option: "3", kind: "acconto", instalment: "1", late: "SI"),
                    Row("C-1", "70,00", "31/07/2030", option: "3", kind: "acconto", instalment: "2", late: "SI")
                )
            )
        );
        var input = new PositionInput
        {
            ExternalId = "C-2",
            ServiceCode = FlowScene.Service,
            Description = "Quota",
            Debtor = new()
            {
                Type = "F",
                FiscalCode = FlowScene.Rossi,
                Name = "Rossi",
            },
            PaymentOptions =
            [
                new()
                {
                    Kind = "reduced",
                    Description = "Entro cinque giorni",
                    Instalments = [Instalment(8_000, new(2030, 6, 10), new(2030, 6, 10))],
                },
                new()
                {
                    ValidFrom = new DateOnly(2030, 6, 11),
                    KeepPayableAfterDueDate = false,
                    Instalments = [Instalment(10_000, new(2030, 6, 30), new(2030, 12, 31))],
                },
                new()
                {
                    Kind = "down-payment",
                    KeepPayableAfterDueDate = true,
                    Instalments =
                    [
                        Instalment(3_000, new(2030, 6, 30), new(2030, 12, 31)),
                        Instalment(7_000, new(2030, 7, 31), new(2030, 12, 31)),
                    ],
                },
            ],
        };
        await host.Api.Admin.Positions.CreateAsync(scene.Organization, input);

        (await scene.ScalarAsync<string>(EverythingOf("C-1"))).ShouldBe(await scene.ScalarAsync<string>(EverythingOf("C-2")));

        static InstalmentInput Instalment(long cents, DateOnly due, DateOnly until) =>
            new()
            {
                AmountCents = cents,
                DueDate = due,
                ValidUntil = until,
            };
    }

    [Theory]
    [InlineData("option-missing", "opzione", "30,00;1;;", "30,00;3;;")]
    [InlineData("instalment-missing", "rata", "30,00;1;;", "10,00;2;;1", "20,00;2;;3")]
    [InlineData("instalment-repeated", "rata", "10,00;1;;1", "20,00;1;;1")]
    [InlineData("payment-options-sum", "importo", "30,00;1;;", "10,00;2;;1", "19,99;2;;2")]
    [InlineData("reduction-not-smaller", "importo", "30,00;1;ridotta;", "30,00;2;;")]
    [InlineData("reduction-of-nothing", "tipo_opzione", "30,00;1;ridotta;", "20,00;2;ridotta;")]
    [InlineData("option-kind-mismatch", "tipo_opzione", "10,00;1;unica;1", "20,00;1;unica;2")]
    [InlineData("option-kind-mismatch", "tipo_opzione", "10,00;1;rate;1")]
    [InlineData("option-rows-differ", "opzione", "10,00;1;rate;1", "20,00;1;acconto;2")]
    [InlineData("option-number-invalid", "opzione", "10,00;11;;1")]
    [InlineData("instalment-number-invalid", "rata", "10,00;1;;73")]
    [InlineData("option-kind-invalid", "tipo_opzione", "10,00;1;boh;1")]
    [InlineData("option-number-missing", "tipo_opzione", "10,00;;unica;")]
    [InlineData("amount-missing", "importo", ";1;;1", "20,00;1;;2")]
    [InlineData("amount-invalid", "importo", "x;1;;1", "20,00;1;;2")]
    public async Task Rows_that_do_not_go_together_are_rejected_as_one(string code, string field, params string[] rows)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            Csv([
                Row("GOOD-1", "10,00", "30/06/2030", option: "1", instalment: "1"),
                .. rows.Select(r => r.Split(';')).Select(r => Row("BAD", r[0], "30/06/2030", option: r[1], kind: r[2], instalment: r[3])),
                Row("GOOD-1", "20,00", "30/06/2030", option: "1", instalment: "2"),
            ])
        );
        (flow.Counts.Rejected, flow.Counts.Valid).ShouldBe((rows.Length, 2));
        var bad = (await scene.RowsAsync(flow)).FindAll(r => r.ExternalId == "BAD");
        bad.SelectMany(r => r.Errors).ShouldContain(e => e.Code == code && e.Field == field);
        bad.ShouldAllBe(r => r.Errors.Count > 0);
        bad.Where(r => r.Errors.Any(e => e.Code == "position-rejected")).ShouldAllBe(r => r.Errors.Count == 1);
    }

    [Fact]
    public async Task A_debt_counts_once_whose_option_cannot_be_read()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            Csv(
                Row("M-1", "300,00", "30/06/2030", option: "1"),
                Row("M-1", "100,00", "30/06/2030", option: "due", instalment: "1"),
                Row("M-1", "200,00", "30/09/2030", option: "due", instalment: "2"),
                Row("M-2", "50,00", "30/06/2030", option: "uno"),
                Row("M-2", "50,00", "30/06/2030", option: "2"),
                Row("M-3", "7,00", "30/06/2030", option: "1")
            )
        );
        (flow.Amounts.ValidCents, flow.Amounts.RejectedCents, flow.Counts.Rejected).ShouldBe((700, 35_000, 5));
    }

    [Fact]
    public async Task Who_takes_no_late_payment_is_named_the_row_or_the_service()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            Csv(
                Row("L-1", "10,00", "31/12/2020", late: "NO"),
                Row("L-2", "10,00", "31/12/2020", late: "NO", service: FlowScene.PunctualService),
                Row("L-3", "11,00", "31/12/2020", service: FlowScene.PunctualService),
                Row("L-4", "12,00", "31/12/2020", late: "SI", service: FlowScene.PunctualService),
                Row("L-5", "10,00", "31/12/2020", option: "1", instalment: "1"),
                Row("L-5", "10,00", "31/12/2030", option: "1", instalment: "2", late: "NO")
            )
        );
        var rows = await scene.RowsAsync(flow);
        var late = rows.Select(r => r.Errors?.SingleOrDefault(e => e.Code == "due-date-passed")).ToList();
        late.Select(e =>
                e is null ? "none"
                : e.Remedy.Contains("paga_dopo_scadenza") && e.Message.Contains("paga_dopo_scadenza") ? "row"
                : e.Remedy.Contains("keepPayableAfterDueDate") && e.Message.Contains("service") ? "service"
                : e.Remedy
            )
            .ShouldBe(["row", "row", "service", "none", "row", "none"]);
    }

    [Fact]
    public async Task A_row_that_is_not_of_its_position_takes_all_of_it_with_it()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            Csv(
                Row("D-1", "10,00", "30/06/2030", option: "1", instalment: "1"),
                Row("D-1", "10,00", "30/05/2030", option: "1", instalment: "2"),
                Row("E-1", "10,00", "30/06/2030", option: "1", instalment: "1"),
                Row("E-1", "10,00", "30/06/2030", option: "1", instalment: "2", fiscalCode: FlowScene.Bianchi),
                Row("F-1", "10,00", "30/06/2030", option: "1", instalment: "1"),
                Row("F-1", "10,00", "30/06/2030", option: "1", instalment: "2", service: FlowScene.PlainService),
                Row("G-1", "10,00", "30/06/2030"),
                Row("G-1", "10,00", "30/06/2030", option: "1"),
                Row("H-1", "10,00", "30/06/2030", option: "1"),
                Row("H-1", "11,00", "30/06/2030"),
                Row("", "10,00", "30/06/2030", option: "1"),
                Row("I-1", "10,00", "30/06/2030", option: "1", from: "01/07/2030", until: "30/06/2030"),
                Row("J-1", "10,00", "30/06/2030", option: "1", late: "FORSE"),
                Row("K-1", "10,00", "30/06/2030", from: "01/07/2030", late: "NO"),
                Row("K-2", "10,00", "30/06/2030", from: "01/07/2030"),
                Row("K-3", "10,00", "", option: "1", kind: "ridotta"),
                Row("K-3", "20,00", "", option: "2"),
                Row("K-4", "10,00", "", option: "1", instalment: "99"),
                Row("K-4", "20,00", "", option: "1", instalment: "1")
            )
        );
        string[] told = [.. (await scene.RowsAsync(flow)).Select(r => $"{r.ExternalId}: {string.Join(' ', r.Errors.Select(e => e.Code))}")];
        told.ShouldBe([
            "D-1: position-rejected",
            "D-1: due-dates-out-of-order",
            "E-1: position-rejected",
            "E-1: position-rows-differ",
            "F-1: position-rejected",
            "F-1: position-rows-differ",
            "G-1: option-number-missing",
            "G-1: position-rejected",
            "H-1: position-rejected",
            "H-1: option-number-missing",
            ": external-id-missing",
            "I-1: before-valid-from",
            "J-1: yes-or-no-invalid",
            "K-1: before-valid-from",
            "K-2: ",
            "K-3: reduction-without-end",
            "K-3: position-rejected",
            "K-4: instalment-number-invalid",
            "K-4: instalment-repeated",
        ]);
    }

    [Fact]
    public async Task The_same_file_again_issues_nothing_and_a_changed_one_is_refused()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.GeneratedAsync(await scene.CheckedAsync(Csv(WholeOrRates)));

        var again = await scene.CheckedAsync([.. Csv(WholeOrRates), .. "\n"u8]);
        (again.Counts.Excluded, again.Amounts.ExcludedCents).ShouldBe((4, 30_700));
        var told = await scene.RowsAsync(again);
        told.Select(r => r.Warnings.Single(w => w.Code == "already-issued").NoticeNumber)
            .ShouldBe((await scene.RowsAsync(first)).Select(r => r.NoticeNumber));

        string[] changed = [.. WholeOrRates.Select(r => r.Replace("30/09/2030", "31/10/2030", StringComparison.Ordinal))];
        var other = await scene.CheckedAsync(Csv(changed));
        (other.Counts.Rejected, other.Counts.Excluded).ShouldBe((3, 1));
        (await scene.RowsAsync(other))[0].Errors.ShouldContain(e => e.Code == "external-id-taken");
    }

    [Fact]
    public async Task Each_notice_says_what_it_is_for()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.GeneratedAsync(
            await scene.CheckedAsync(
                Csv(
                    Row("T-1", "20,00", "10/06/2030", option: "1", kind: "ridotta", text: "Verbale 1, entro 5 giorni"),
                    Row("T-1", "30,00", "30/06/2030", option: "2", text: "Verbale 1, intero"),
                    Row("T-2", "30,00", "30/06/2030", option: "1", name: "In unica soluzione"),
                    Row("T-2", "10,00", "30/06/2030", option: "2", instalment: "1", name: "In due rate"),
                    Row("T-2", "20,00", "30/06/2030", option: "2", instalment: "2")
                )
            )
        );
        var notices = (await scene.Api.Admin.Notices.ListAsync(scene.Organization, new() { FlowId = flow.Id })).Items;
        (await scene.RowsAsync(flow))
            .Select(r => notices.Single(n => n.NoticeNumber == r.NoticeNumber).Description)
            .ShouldBe([
                "Verbale 1, entro 5 giorni",
                "Verbale 1, intero",
                "Quota - In unica soluzione",
                "Quota - In due rate - rata 1 di 2",
                "Quota - In due rate - rata 2 di 2",
            ]);
        var rows = await scene.RowsAsync(flow);
        (await host.Api.Admin.Positions.ReadAsync(scene.Organization, rows[0].PositionId!)).ShouldSatisfyAllConditions(
            p => p.Description.ShouldBe("Verbale 1, entro 5 giorni"),
            p => p.PaymentOptions.SelectMany(o => o.Instalments).Select(i => i.Description).ShouldBe([null, "Verbale 1, intero"]),
            p => p.PaymentOptions[1].Instalments.First().Transfers.First().RemittanceInformation!.ShouldEndWith("/TXT/Verbale 1, intero")
        );
    }

    [Fact]
    public async Task Leaving_out_one_instalment_leaves_out_its_position_and_taking_it_back_takes_all_back()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(Csv(WholeOrRates));

        var without = await scene.Flows.ExcludeRowsAsync(scene.Organization, flow.Id, new() { RowNumbers = [3] });
        (without.Counts.Excluded, without.Counts.Valid, without.Amounts.ExcludedCents).ShouldBe((3, 1, 30_000));

        var with = await scene.Flows.IncludeRowsAsync(scene.Organization, flow.Id, new() { RowNumbers = [4] });
        (with.Counts.Excluded, with.Counts.Valid, with.Amounts.ValidCents).ShouldBe((0, 4, 30_700));
    }

    [Fact]
    public async Task A_position_stays_whole_however_its_rows_lie_in_the_file_and_in_the_chunks()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        string[] rows =
        [
            .. Enumerable.Range(1, 20).Select(i => Row($"M-{i}", "30,00", "30/06/2030", option: "1")),
            .. Enumerable.Range(1, 5).Select(i => Row($"N-{i}", "1,00", "30/06/2030", fiscalCode: FlowScene.Bianchi)),
            .. Enumerable.Range(1, 20).Select(i => Row($"M-{i}", "10,00", "30/06/2030", option: "2", instalment: "1")),
            .. Enumerable.Range(1, 20).Select(i => Row($"M-{i}", "20,00", "30/07/2030", option: "2", instalment: "2")),
        ];
        var flow = await scene.CheckedAsync(Csv(rows), groupByDebtor: true);
        flow.Counts.Valid.ShouldBe(65);
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        while ((await scene.ScalarAsync<long>("SELECT count(*) FROM flow_rows WHERE organization_id = {org} AND verdict = 'valid'")) > 0)
            await scene.GenerateChunkAsync(flow, 7);

        (
            await scene.ScalarAsync<string>(
                """
                SELECT string_agg(n || 'x' || instalments, ' ' ORDER BY instalments) FROM (
                    SELECT instalments, count(*) AS n FROM (
                        SELECT position_id, count(*) AS instalments FROM instalments WHERE organization_id = {org} GROUP BY 1) p
                    GROUP BY 1) c
                """
            )
        ).ShouldBe("1x1 20x3");
        (await scene.ScalarAsync<long>("SELECT sum(amount_cents)::bigint FROM positions WHERE organization_id = {org}")).ShouldBe(60_500);
    }

    [Fact]
    public async Task What_is_over_by_the_time_of_the_confirmation_rejects_its_position_alone()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(Csv(WholeOrRates));
        await scene.SqlAsync(
            $"UPDATE flow_rows SET valid_until = '2020-01-01' WHERE organization_id = '{scene.Organization}' AND row_number = 3"
        );

        var done = await scene.GeneratedAsync(flow);

        (done.State, done.Counts.Rejected, done.Counts.Generated).ShouldBe(("completed-with-rejects", 3, 1));
        (done.Amounts.RejectedCents, done.Amounts.GeneratedCents, done.Amounts.ValidCents).ShouldBe((30_000, 700, 0));
        (await scene.RowsAsync(done))
            .Select(r => r.Errors.FirstOrDefault()?.Code)
            .ShouldBe(["position-rejected", "valid-until-passed", "position-rejected", null]);
    }

    [Fact]
    public async Task A_debt_issued_meanwhile_leaves_the_whole_position_out()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(Csv(WholeOrRates));
        await host.Api.Admin.Positions.CreateAsync(
            scene.Organization,
            new()
            {
                ServiceCode = FlowScene.Service,
                Description = "Quota",
                Debtor = new()
                {
                    Type = "F",
                    FiscalCode = FlowScene.Rossi,
                    Name = "Rossi",
                },
                PaymentOptions = [new() { Instalments = [new() { AmountCents = 30_000, DueDate = new DateOnly(2030, 6, 30) }] }],
            }
        );

        var done = await scene.GeneratedAsync(flow);

        (done.Counts.Excluded, done.Counts.Generated, done.Amounts.ExcludedCents, done.Counts.Warned).ShouldBe((3, 1, 30_000, 3));
        (await scene.RowsAsync(done)).Take(3).ShouldAllBe(r => r.Warnings.Any(w => w.Code == "already-issued"));
    }

    /// <summary>All that is stored of a position and is not a key, a number or a text made of one.</summary>
    private static string EverythingOf(string externalId) =>
        $$"""
            SELECT jsonb_build_object(
                'position', jsonb_build_array(p.amount_cents, p.state, p.service_code, p.debtor_fiscal_code),
                'options', (SELECT jsonb_agg(jsonb_build_array(o.option_index, o.kind, o.description) ORDER BY o.option_index)
                    FROM payment_options o WHERE o.position_id = p.position_id),
                'instalments', (SELECT jsonb_agg(jsonb_build_array(i.option_index, i.instalment_index, i.amount_cents, i.due_date,
                    i.valid_until, i.valid_from, i.keep_payable_after_due_date, i.state, i.is_released)
                    ORDER BY i.option_index, i.instalment_index) FROM instalments i WHERE i.position_id = p.position_id),
                'allocated', (SELECT jsonb_agg(jsonb_build_array(i.option_index, i.instalment_index, t.amount_cents, a.amount_cents)
                    ORDER BY i.option_index, i.instalment_index)
                    FROM instalments i JOIN transfers t USING (organization_id, instalment_id)
                    JOIN allocations a USING (organization_id, instalment_id, transfer_index) WHERE i.position_id = p.position_id),
                'issued', (SELECT sum(amount_cents) FROM postings g WHERE g.position_id = p.position_id AND kind = 'issued'))::text
            FROM positions p WHERE p.organization_id = {org} AND p.external_id = '{{externalId}}'
            """;

    private static byte[] Csv(params string[] rows) => System.Text.Encoding.UTF8.GetBytes($"{Header}\n{string.Join('\n', rows)}\n");

    private static string Row(
        string externalId,
        string amount,
        string due,
        string option = "",
        string kind = "",
        string name = "",
        string instalment = "",
        string from = "",
        string late = "",
        string until = "",
        string service = FlowScene.Service,
        string fiscalCode = FlowScene.Rossi,
        string text = "Quota"
    ) => $"{externalId};{fiscalCode};Rossi;{service};{text};{amount};{due};{until};{option};{kind};{name};{instalment};{from};{late}";
}
