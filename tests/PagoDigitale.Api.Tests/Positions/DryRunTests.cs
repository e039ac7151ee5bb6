using System.Text;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>A dry run tells what would happen, and promises nothing that somebody else may get.</summary>
public sealed class DryRunTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_dry_run_computes_everything_and_leaves_no_trace()
    {
        var scene = await fixture.SceneAsync();
        const string tables = """
            SELECT string_agg(format('%s=%s', c.relname, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I',
                c.relname), false, true, '')))[1]::text), ' ' ORDER BY c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' WHERE c.relkind IN ('r', 'p')
                AND c.relname NOT IN ('activity_log', 'activity_heads', 'idempotency_keys', 'signing_keys')
            """;
        var before = await scene.QueryAsync<string>(tables);

        var computed = await scene.CreateAsync(PositionScene.Input(externalId: "X-1", instalments: 3), dryRun: true);

        computed.Answer!.Status.ShouldBe(200);
        computed.AmountCents.ShouldBe(30_000);
        (await scene.QueryAsync<string>(tables)).ShouldBe(before.Select(b => b));
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(scene.ReadAsync(computed));
    }

    [Fact]
    public async Task Numbers_that_would_be_made_are_not_shown_and_those_sent_are()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(instalments: 3);
        input.PaymentOptions![0].Instalments[1].NoticeNumber = "112345678901234567";
        input.PaymentOptions[0].Instalments[2].RemittanceInformation = "TARI saldo";

        var computed = (await scene.CreateAsync(input, dryRun: true)).PaymentOptions[0].Instalments;

        computed
            .Select(i => (i.NoticeNumber, i.Iuv, i.Transfers[0].RemittanceInformation))
            .ShouldBe([
                (null, null, null),
                ("112345678901234567", "12345678901234567", "/RFB/12345678901234567/100.00/TXT/TARI 2026"),
                (null, null, "TARI saldo"),
            ]);
    }

    [Fact]
    public async Task Of_a_position_already_there_the_numbers_it_has_are_shown_and_nothing_changes()
    {
        var scene = await fixture.SceneAsync();
        var there = await scene.CreateAsync(PositionScene.Input(5_000, externalId: "X-1", instalments: 2));

        var computed = await scene.CreateAsync(PositionScene.Input(7_000, externalId: "X-1", instalments: 3), dryRun: true);

        computed.Id.ShouldBe(there.Id);
        computed.AmountCents.ShouldBe(21_000);
        computed
            .PaymentOptions[0]
            .Instalments.Select(i => i.NoticeNumber)
            .ShouldBe([.. there.PaymentOptions[0].Instalments.Select(i => i.NoticeNumber), null]);
        (await scene.ReadAsync(there)).ShouldSatisfyAllConditions(p => p.AmountCents.ShouldBe(10_000), p => p.Version.ShouldBe(1));
    }

    [Fact]
    public async Task There_is_no_address_to_go_to_and_no_version_to_hold()
    {
        var scene = await fixture.SceneAsync();
        await scene.CreateAsync(PositionScene.Input(externalId: "X-1"));
        using var http = await Registry.HttpAsync(scene.Api);
        foreach (
            var (externalId, query, isStored) in new[] { ("X-1", "?dryRun=true", false), ("X-2", "?dryRun=true", false), ("X-1", "", true) }
        )
        {
            using var body = new StringContent(
                $$"""
                {"externalId":"{{externalId}}","serviceCode":"TARI","description":"TARI 2026",
                 "debtor":{"type":"F","fiscalCode":"RSSMRA80A01H501U","name":"Mario Rossi"},
                 "paymentOptions":[{"instalments":[{"amountCents":10000}]}]}
                """,
                Encoding.UTF8,
                "application/json"
            );

            using var response = await http.PostAsync($"/v1/organizations/{scene.Organization}/positions{query}", body);

            ((int)response.StatusCode).ShouldBe(200);
            (response.Headers.Location is not null, response.Headers.ETag is not null).ShouldBe((isStored, isStored), externalId + query);
        }
    }

    [Fact]
    public async Task What_would_be_refused_is_refused()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].NoticeNumber = NoticeNumber.GenerateText(3, 47, 1);
        await scene.CreateAsync(input);

        (await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CreateAsync(input, dryRun: true))).Code.ShouldBe(
            "notice-number-taken"
        );
        await scene.SqlAsync($"UPDATE stations SET is_active = false WHERE organization_id = '{scene.Organization}'");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CreateAsync(dryRun: true))).Code.ShouldBe("no-default-station");
    }
}
