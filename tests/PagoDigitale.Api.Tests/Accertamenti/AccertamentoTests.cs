using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Accertamenti;

public sealed class AccertamentoTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private AccertamentiClient Accertamenti => _api.Admin.Accertamenti;

    private static AccertamentoInput Input(string number, string chapter = "3.100", int year = 2026) =>
        new()
        {
            Year = year,
            Number = number,
            Chapter = chapter,
            Description = "Quote",
        };

    private static AccertamentoInput Blank(string number) =>
        new()
        {
            Year = 2026,
            Number = number,
            Chapter = "3.100",
            Description = " ",
        };

    [Fact]
    public async Task Year_and_number_are_the_key()
    {
        var organization = await OrganizationAsync(_api);
        var created = await Accertamenti.CreateAsync(organization, Input("12"));
        var same = await Accertamenti.CreateAsync(organization, Input("12"));
        var moved = await Accertamenti.CreateAsync(organization, Input("12", "4.200"));

        (created.Answer!.Status, created.IsActive, created.IssuedCents).ShouldBe((201, true, 0));
        (same.Answer!.Status, same.Id, same.Version).ShouldBe((200, created.Id, 1));
        (moved.Answer!.Status, moved.Id, moved.Version, moved.Chapter).ShouldBe((200, created.Id, 2, "4.200"));
        (await Accertamenti.CreateAsync(organization, Input("12", year: 2025))).Answer!.Status.ShouldBe(201);
    }

    [Fact]
    public async Task In_a_batch_what_is_wrong_does_not_stop_what_is_right()
    {
        var organization = await OrganizationAsync(_api);
        await Accertamenti.CreateAsync(organization, Input("1"));
        await Accertamenti.CreateAsync(organization, Input("2"));

        var outcome = await Accertamenti.LoadAsync(
            organization,
            new AccertamentoBatchInput { Items = [Input("1"), Input("2", "9.9"), Input("3"), Blank("4"), Input("3", "8.8"), Input("5")] }
        );

        outcome.Items.Select(i => i.Outcome).ShouldBe(["unchanged", "updated", "created", "refused", "refused", "created"]);
        (outcome.Created, outcome.Updated, outcome.Refused).ShouldBe((2, 1, 2));
        outcome.Items.Select(i => i.Index).ShouldBe([0, 1, 2, 3, 4, 5]);
        outcome.Items.ElementAt(3).Errors.ShouldHaveSingleItem().Field.ShouldBe("items[3].description");
        outcome.Items.ElementAt(4).Errors.ShouldHaveSingleItem().Code.ShouldBe("duplicate-in-batch");
        (await Accertamenti.ReadAsync(organization, outcome.Items.ElementAt(2).AccertamentoId!)).Chapter.ShouldBe("3.100");
        (await Accertamenti.ListAsync(organization, year: 2026)).Items.Count.ShouldBe(4);
        (
            await SqlAsync(_api, $"SELECT count(*) FROM events WHERE organization_id = '{organization}' AND type = 'accertamento.changed'")
        ).ShouldBe(1);
    }

    [Fact]
    public async Task A_thousand_accertamenti_are_loaded_at_once_and_one_more_is_too_many()
    {
        var organization = await OrganizationAsync(_api);
        var thousand = Enumerable.Range(1, 1_000).Select(i => Input($"N{i}")).ToList();

        (await Accertamenti.LoadAsync(organization, new AccertamentoBatchInput { Items = thousand })).Created.ShouldBe(1_000);

        await FieldRefusalAsync(
            "items",
            "batch-size",
            () => Accertamenti.LoadAsync(organization, new AccertamentoBatchInput { Items = [.. thousand, Input("uno")] })
        );
        await FieldRefusalAsync(
            "items",
            "batch-size",
            () => Accertamenti.LoadAsync(organization, new AccertamentoBatchInput { Items = [] })
        );
    }

    [Fact]
    public async Task What_is_issued_follows_the_state_of_the_instalments()
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;
        var id = Guid.NewGuid();
        await SqlAsync(
            _api,
            $"""
            INSERT INTO debtors (organization_id, debtor_id, type, fiscal_code, name, created_at, updated_at)
                VALUES ('{organization}', '{id}', 'F', 'ANONIMO', 'X', now(), now());
            INSERT INTO positions (organization_id, position_id, service_code, description, debtor_id, debtor_type, debtor_fiscal_code,
                debtor_name, amount_cents, state, created_at, updated_at)
                VALUES ('{organization}', '{id}', 'QUOTA', 'Q', '{id}', 'F', 'ANONIMO', 'X', 31, 'payable', now(), now());
            INSERT INTO instalments (organization_id, instalment_id, position_id, instalment_index, notice_number, iuv, amount_cents, state)
                SELECT '{organization}', gen_random_uuid(), '{id}', n, '30100000000000000' || n, '0100000000000000' || n, 1 << (n - 1), s
                FROM unnest(ARRAY['unpaid', 'paid', 'reported', 'reconciled', 'expired', 'draft', 'cancelled',
                    'replaced']) WITH ORDINALITY AS x(s, n0), LATERAL (SELECT n0::int AS n) y;
            INSERT INTO transfers (organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code,
                remittance_information)
                SELECT organization_id, instalment_id, 1, organization_id, amount_cents, 'IT60X0542811101000000123456', '9/0101100IM/', 'x'
                    FROM instalments WHERE organization_id = '{organization}';
            INSERT INTO allocations (organization_id, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents)
                SELECT organization_id, instalment_id, 1, 1, (SELECT accertamento_id FROM accertamenti
                    WHERE organization_id = '{organization}'), amount_cents
                FROM instalments WHERE organization_id = '{organization}';
            """
        );

        var read = (await Accertamenti.ListAsync(organization)).Items.ShouldHaveSingleItem();

        // unpaid 1, paid 2, reported 4, reconciled 8, expired 16; draft, cancelled and replaced do not count. No receipt and no flow:
        // nothing came.
        (read.IssuedCents, read.CollectedCents, read.RegularisedCents).ShouldBe((31, 0, 0));
    }

    [Fact]
    public async Task An_accertamento_is_deactivated_and_lists_are_filtered_and_paged()
    {
        var organization = await OrganizationAsync(_api);
        var first = await Accertamenti.CreateAsync(organization, Input("1"));
        var second = await Accertamenti.CreateAsync(organization, Input("2", "4.200"));

        var changed = await Accertamenti.ChangeAsync(organization, first.Id, 1, new AccertamentoChange { IsActive = false });

        (changed.IsActive, changed.Version, changed.Description).ShouldBe((false, 2, "Quote"));
        (await Accertamenti.ListAsync(organization, isActive: true)).Items.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        (await Accertamenti.ListAsync(organization, chapter: "3.100")).Items.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        (await Accertamenti.ListAsync(organization, number: "2")).Items.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        var page = await Accertamenti.ListAsync(organization, limit: 1);
        page.Items.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        (await Accertamenti.ListAsync(organization, limit: 1, cursor: page.NextCursor)).Items.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        await RefusalAsync(
            412,
            "version-mismatch",
            () => Accertamenti.ChangeAsync(organization, first.Id, 1, new AccertamentoChange { IsActive = true })
        );
        await RefusalAsync(404, "accertamento-not-found", () => Accertamenti.ReadAsync(organization, "acc_malformed"));
    }

    [Fact]
    public async Task What_is_left_out_of_a_known_accertamento_stays_and_an_empty_article_is_none()
    {
        var organization = await OrganizationAsync(_api);
        var whole = Input("12");
        (whole.Article, whole.IsActive) = ("7", false);
        await Accertamenti.CreateAsync(organization, whole);

        var kept = await Accertamenti.CreateAsync(organization, Input("12", "4.200"));
        var loaded = await Accertamenti.LoadAsync(organization, new AccertamentoBatchInput { Items = [Input("12", "4.200")] });
        var bare = Input("12", "4.200");
        bare.Article = "";
        var removed = await Accertamenti.CreateAsync(organization, bare);

        (kept.Chapter, kept.Article, kept.IsActive).ShouldBe(("4.200", "7", false));
        loaded.Items.ShouldHaveSingleItem().Outcome.ShouldBe("unchanged");
        (removed.Article, removed.IsActive, removed.Version).ShouldBe((null, false, 3));
    }

    [Fact]
    public async Task A_used_accertamento_keeps_its_chapter_and_article()
    {
        var scene = await PositionScene.CreateAsync(_api);
        var organization = scene.Organization;
        var position = await scene.CreateAsync();
        var article = Input("117", "1010");
        article.Article = "2";

        await RefusalAsync(409, "accertamento-in-use", () => Accertamenti.CreateAsync(organization, Input("117", "9.9")));
        await RefusalAsync(409, "accertamento-in-use", () => Accertamenti.CreateAsync(organization, article));
        var outcome = await Accertamenti.LoadAsync(
            organization,
            new AccertamentoBatchInput { Items = [Input("118", "8.8"), Input("117", "9.9"), Input("119")] }
        );
        await scene.CancelAsync(position);
        await RefusalAsync(409, "accertamento-in-use", () => Accertamenti.CreateAsync(organization, Input("117", "9.9")));
        var described = await Accertamenti.CreateAsync(organization, Input("117", "1010"));

        outcome.Items.Select(i => i.Outcome).ShouldBe(["updated", "refused", "created"], "118 is not used yet");
        var error = outcome.Items.ElementAt(1).Errors.ShouldHaveSingleItem();
        (error.Field, error.Code, outcome.Items.ElementAt(1).AccertamentoId).ShouldBe(("items[1].chapter", "accertamento-in-use", null));
        (described.Chapter, described.Article, described.Description).ShouldBe(("1010", null, "Quote"));
    }

    [Fact]
    public async Task A_change_of_chapter_waits_for_the_allocation_that_is_just_being_written()
    {
        var scene = await PositionScene.CreateAsync(_api);
        var instalment = PositionScene.Instalment(await scene.CreateAsync()).Id;
        await using var source = Npgsql.NpgsqlDataSource.Create(_api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var writing = await connection.BeginTransactionAsync();
        await using var allocate = new Npgsql.NpgsqlCommand(
            $"""
            INSERT INTO allocations (organization_id, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents)
            SELECT l.organization_id, l.instalment_id, l.transfer_index, 2, a.accertamento_id, 1
            FROM allocations l JOIN accertamenti a ON a.organization_id = l.organization_id AND a.number = '118'
                WHERE l.organization_id = '{scene.Organization}'
            """,
            connection,
            writing
        );
        (await allocate.ExecuteNonQueryAsync()).ShouldBe(1, instalment);

        var change = RefusalAsync(409, "accertamento-in-use", () => Accertamenti.CreateAsync(scene.Organization, Input("118", "9.9")));
        for (var tries = 0; await WaitingAsync() == 0 && !change.IsCompleted; tries++)
        {
            tries.ShouldBeLessThan(600, "the change neither waited nor ended");
            await Task.Delay(50);
        }
        await writing.CommitAsync();
        await change;
    }

    private Task<long> WaitingAsync() =>
        SqlAsync(
            _api,
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                AND query LIKE '%FOR UPDATE OF a%'
            """
        );
}
