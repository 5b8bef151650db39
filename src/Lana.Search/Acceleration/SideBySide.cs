using Lana.Measuring;
using Lana.Networks;

namespace Lana.Acceleration;

/// <summary>Measures teacher and student in one interleaved run, so that their ratio does not feel the machine's
/// drift.</summary>
internal static class SideBySide
{
    public static async Task<(double TeacherMs, double StudentMs)> MeasureAsync(
        ILatencyMeter meter,
        LayeredNetwork teacher,
        LayeredNetwork student,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var measurements = await meter
            .MeasureAsync(
                [LatencySubject.Of(teacher, "teacher"), LatencySubject.Of(student, "student")],
                progress,
                cancellationToken)
            .ConfigureAwait(false);
        return (measurements[0].MedianMs, measurements[1].MedianMs);
    }
}
