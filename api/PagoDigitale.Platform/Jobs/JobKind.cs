namespace PagoDigitale.Platform.Jobs;

/// <summary>A kind of job, who does it, and where it waits.</summary>
/// <param name="Lane">Where it waits unless who asks for it knows better.</param>
/// <param name="Priority">In its lane; the smaller goes first.</param>
public sealed record JobKind(string Kind, Type Handler, JobLane Lane, short Priority = JobKind.UsualPriority)
{
    public const short UsualPriority = 100;

    public static JobKind Of<THandler>(JobLane lane, short priority = UsualPriority)
        where THandler : IJobHandler => new(THandler.Kind, typeof(THandler), lane, priority);
}
