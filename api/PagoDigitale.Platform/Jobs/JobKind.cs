namespace PagoDigitale.Platform.Jobs;

/// <summary>A kind of job, who does it, and where it waits.</summary>
public sealed record JobKind(string Kind, Type Handler, JobLane Lane)
{
    public static JobKind Of<THandler>(JobLane lane)
        where THandler : IJobHandler => new(THandler.Kind, typeof(THandler), lane);
}
