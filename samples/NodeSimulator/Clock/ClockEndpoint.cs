namespace PagoDigitale.NodeSimulator.Clock;

internal static class ClockEndpoint
{
    public static void MapClock(this WebApplication app) =>
        app.MapPost(
            "/clock",
            (ClockAdvance by, MovableClock clock) =>
            {
                if (by.Problem() is { } problem)
                    return Results.Problem(problem, statusCode: 422);
                clock.Advance(TimeSpan.FromSeconds(by.AdvanceSeconds));
                return Results.Ok(new { now = clock.GetUtcNow() });
            }
        );
}
