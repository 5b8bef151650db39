using System.Diagnostics;

namespace Lana.Benchmarks.Interactions;

/// <summary>How long something took: on a busy machine the clock alone says little.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="ProcessorSeconds">Of processor time, over all threads.</param>
internal sealed record Cost(double Seconds, double ProcessorSeconds)
{
    public static async Task<(T Result, Cost Cost)> OfAsync<T>(Func<Task<T>> work)
    {
        var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = await work();
        return (result, new Cost(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds));
    }

    public Cost Plus(Cost other) => new(Seconds + other.Seconds, ProcessorSeconds + other.ProcessorSeconds);
}
