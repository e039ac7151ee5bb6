using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>What the tests of replacements share: an organization whose treasurer changes.</summary>
internal static class Treasurer
{
    /// <summary>The account at the new one; <see cref="PositionScene.OwnIban"/> is at the old one.</summary>
    public const string Iban = "IT58D0542811101000000999999";

    public static async Task<PositionScene> SceneAsync(PositionApi fixture, int registeredDaysAgo)
    {
        var scene = await fixture.SceneAsync();
        await fixture.Api.Admin.Organizations.CreateIbanAsync(scene.Organization, new() { Iban = Iban, Label = "Nuovo tesoriere" });
        await scene.SqlAsync(
            $"""
            UPDATE ibans SET created_at = {TestClock.NowSql} - interval '{registeredDaysAgo} days'
            WHERE organization_id = '{scene.Organization}'
                AND iban = '{Iban}'
            """
        );
        return scene;
    }

    /// <summary>The first day of what is scheduled comes.</summary>
    public static async Task ComeAsync(PositionScene scene)
    {
        await scene.SqlAsync(
            $"""
            UPDATE iban_replacements SET first_day = '{PositionScene.Today:yyyy-MM-dd}' WHERE organization_id = '{scene.Organization}';
            UPDATE jobs SET run_after = now() WHERE organization_id = '{scene.Organization}' AND kind = 'iban.replace';
            """
        );
        await scene.Api.RunJobsAsync();
    }

    /// <summary>The new account takes the place of the old one as soon as it can.</summary>
    public static Task<IbanReplacement> ReplaceAsync(PositionScene scene) =>
        scene.Api.Admin.Organizations.ReplaceIbanAsync(
            scene.Organization,
            PositionScene.OwnIban,
            new() { NewIban = Iban, Reason = "Nuovo tesoriere" }
        );
}
