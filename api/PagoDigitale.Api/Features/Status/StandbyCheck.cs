using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Standby;

namespace PagoDigitale.Api.Features.Status;

/// <summary>May reads go to the standby? Null where there is none to go to.</summary>
public sealed class StandbyCheck(StandbyWatch watch)
{
    public ServiceCheck? Run() =>
        watch.IsGiven
            ? new()
            {
                Name = "standby",
                Status = watch.Last.State == StandbyState.Following ? CheckState.Up : CheckState.Down,
                Detail = Fault(watch.Last),
            }
            : null;

    private static Message? Fault(StandbyLook look) =>
        look.State switch
        {
            StandbyState.Behind => StatusTexts.StandbyBehind.With((long)look.Lag.TotalSeconds),
            StandbyState.Away => StatusTexts.StandbyAway,
            StandbyState.NoStandby => StatusTexts.NoStandby,
            StandbyState.Unbound => StatusTexts.StandbyUnbound,
            StandbyState.Strange => StatusTexts.StandbyStrange,
            _ => null,
        };
}
