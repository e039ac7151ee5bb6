using static PagoDigitale.Api.Tests.Platform.AcrossScene;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>How somebody who may not would try to learn by one of the ways across tenants.</summary>
/// <param name="Question">As it is rightly asked, about the other organization of the scene.</param>
/// <param name="Answer">To whom it may know.</param>
/// <param name="Askers">The sessions that may; all others learn nothing.</param>
/// <param name="Forged">With a key that is not the asker's: they learn nothing either.</param>
internal sealed record AcrossAttack(string Question, string Answer, IReadOnlyList<string> Askers, params string[] Forged)
{
    /// <summary>One for each way, by its declared name.</summary>
    public static Dictionary<string, AcrossAttack> Of(AcrossScene s) =>
        new()
        {
            ["across.may_credit(text,text)"] = new(
                All($"across.may_credit('{s.Other}', '{Account}')"),
                "true",
                [s.Own, s.Foreign],
                All($"across.may_credit('{s.Other}', '{ClosedAccount}')"),
                All($"across.may_credit('{s.Other}', '{Account[..^1]}9')"),
                All($"across.may_credit('{s.Other}', '%')"),
                All($"across.may_credit('{s.Other}', NULL)"),
                All($"across.may_credit('{s.Own}', '{Account}')")
            ),
            ["across.feed_has(text,bigint,integer)"] = new(
                All($"across.feed_has('{s.Other}', {s.OtherPlace.Sequence}, {s.OtherPlace.Numbering})"),
                "true",
                [s.Own, s.Foreign, "*"],
                All($"across.feed_has('{s.Other}', {s.OtherPlace.Sequence}, {unchecked(s.OtherPlace.Numbering + 1)})"),
                All($"across.feed_has('{s.Other}', {s.OtherPlace.Sequence}, NULL)"),
                All($"across.feed_has('{s.Other}', {s.OtherPlace.Sequence + 1_000_000}, {s.OtherPlace.Numbering})"),
                All($"across.feed_has('{s.Foreign}', {s.OtherPlace.Sequence}, {s.OtherPlace.Numbering})"),
                All($"across.feed_has('*', {s.OtherPlace.Sequence}, {s.OtherPlace.Numbering})")
            ),
            ["across.feed_page(text,text[],bigint,text,text,integer)"] = new(
                Organizations(Page(s.Client.ClientId, s.Own, s.Other, s.Foreign)),
                s.Both,
                ["*"],
                Organizations(Page(s.Client.ClientId, s.Foreign)),
                Organizations(PageOf(s.Foreign, s.Client.ClientId, s.Foreign)),
                Organizations(Page(s.Client.ClientId, "*")),
                Organizations(Page(s.Client.ClientId, "%")),
                Organizations(Page(s.InactiveClient, s.Own, s.Other)),
                Organizations(Page("nobody", s.Own, s.Other)),
                Organizations(Page("*", s.Own, s.Other)),
                Organizations($"across.feed_page(NULL, ARRAY['{s.Other}'], 0, NULL, NULL, 1000)"),
                Organizations($"across.feed_page('{s.Client.ClientId}', NULL, 0, NULL, NULL, 1000)")
            ),
            ["across.feed_end(text,text[])"] = new(
                $"SELECT q.organization_id || ' ' || q.sequence FROM {End(s.Client.ClientId, s.Other, s.Foreign)} q",
                $"{s.Other} {s.OtherPlace.Sequence}",
                ["*"],
                All(End(s.Client.ClientId, s.Foreign)),
                All(End(s.Client.ClientId, "*")),
                All(End(s.InactiveClient, s.Other)),
                All(End("nobody", s.Other)),
                All($"across.feed_end(NULL, ARRAY['{s.Other}'])")
            ),
            ["across.feed_forgot(text,text[],bigint)"] = new(
                All(Forgot(s.Client.ClientId, 0, s.Own, s.Other)),
                "true",
                ["*"],
                All(Forgot(s.Client.ClientId, AcrossScene.ForgottenPlace, s.Own, s.Other)),
                All(Forgot(s.Client.ClientId, 0, s.Own, s.Foreign)),
                All(Forgot(s.Client.ClientId, 0, "*")),
                All(Forgot(s.InactiveClient, 0, s.Other)),
                All(Forgot("nobody", 0, s.Other)),
                All($"across.feed_forgot(NULL, ARRAY['{s.Other}'], 0)"),
                All($"across.feed_forgot('{s.Client.ClientId}', NULL, 0)"),
                $"SELECT sequence::text FROM public.forgotten_events WHERE organization_id = '{s.Other}' AND '{s.Other}' <> "
                    + "current_setting('app.organization', true)",
                "DELETE FROM public.forgotten_events RETURNING organization_id"
            ),
            ["across.services_outside(text[])"] = new(
                "SELECT (q.services_count >= 1 AND q.organizations_count >= 1)::text FROM across.services_outside('{}') q",
                "true",
                ["*"],
                $"SELECT q::text FROM across.services_outside(ARRAY['{s.Other}', '%']) q "
                    + "WHERE q::text !~ '^\\([0-9]{1,9},[0-9]{1,9}\\)$'",
                "SELECT service_code FROM public.services",
                "SELECT service_code FROM door.services"
            ),
            ["organizations.registry_is_read"] = new(
                $"SELECT organization_id FROM public.organizations WHERE organization_id = '{s.Other}'",
                s.Other,
                ["*"],
                $"UPDATE public.organizations SET name = 'Altro' WHERE organization_id = '{s.Other}' RETURNING name",
                $"DELETE FROM public.organizations WHERE organization_id = '{s.Other}' RETURNING name",
                $"SELECT name FROM public.organizations WHERE organization_id = '{s.Other}' FOR UPDATE",
                "SELECT iban FROM public.ibans",
                "SELECT station_id FROM public.stations",
                "SELECT service_code FROM public.services",
                "SELECT i.iban FROM door.organizations o JOIN door.ibans i USING (organization_id)"
            ),
            ["organizations.registry_is_added_to"] = new(
                "INSERT INTO public.organizations (organization_id, name, created_at, updated_at) "
                    + "VALUES ('99999999999', 'Nuova', now(), now()) RETURNING name",
                "Nuova",
                ["*"],
                "INSERT INTO public.units (organization_id, unit_id, code, name, created_at) "
                    + $"VALUES ('{s.Other}', gen_random_uuid(), 'X', 'X', now()) RETURNING name"
            ),
            ["jobs"] = new(
                $"SELECT DISTINCT organization_id FROM public.jobs WHERE organization_id = '{s.Other}'",
                s.Other,
                [s.Own, s.Foreign, "*", ""],
                $"SELECT kind FROM public.jobs WHERE organization_id = '{s.Other}' "
                    + "AND payload::text ~ 'Società|[0-9]{11}\"|IT[0-9]{2}[A-Z]'"
            ),
            ["outbound_turns"] = new(
                "INSERT INTO public.outbound_turns (organization_id, budget, waiting_since, asks_again_at) "
                    + $"VALUES ('{s.Other}', 'probe', now(), now()) RETURNING organization_id",
                s.Other,
                [s.Own, s.Foreign, "*", ""],
                "SELECT budget FROM public.outbound_turns WHERE budget !~ '^[a-z-]+/[0-9a-f]{64}$'"
            ),
            ["idempotency_keys"] = new(
                $"SELECT DISTINCT organization_id FROM public.idempotency_keys WHERE organization_id = '{s.Other}' AND body IS NOT NULL",
                s.Other,
                [s.Own, s.Foreign, "*", ""],
                $"SELECT operation_id FROM public.idempotency_keys WHERE organization_id = '{s.Other}' "
                    // Begins like JSON: one byte of it alone stands there by chance in every 256th answer.
                    + "AND (position('{\"'::bytea in body) = 1 AND position('\":'::bytea in body) > 0 "
                    + "OR position('Tesoreria'::bytea in body) > 0 "
                    + $"OR position('{s.Other}'::bytea in body) > 0)"
            ),
        };

    private static string All(string rows) => $"SELECT string_agg(q::text, ';') FROM {rows} q";

    private static string Organizations(string rows) =>
        $"SELECT string_agg(DISTINCT q.organization_id, ',' ORDER BY q.organization_id) FROM {rows} q";

    private static string Page(string client, params string[] asked) =>
        $"across.feed_page('{client}', ARRAY['{string.Join("', '", asked)}'], 0, NULL, NULL, 1000)";

    private static string PageOf(string subject, string client, params string[] asked) =>
        $"across.feed_page('{client}', ARRAY['{string.Join("', '", asked)}'], 0, NULL, '{subject}', 1000)";

    private static string Forgot(string client, long past, params string[] asked) =>
        $"across.feed_forgot('{client}', ARRAY[{string.Join(", ", asked.Select(a => $"'{a}'"))}], {past})";

    private static string End(string client, params string[] asked) =>
        $"across.feed_end('{client}', ARRAY['{string.Join("', '", asked)}'])";
}
