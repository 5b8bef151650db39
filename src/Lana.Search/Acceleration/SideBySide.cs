using Lana.Measuring;
using Lana.Networks;
using Lana.Onnx;

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
            .MeasureAsync([Subject("teacher", teacher), Subject("student", student)], progress, cancellationToken)
            .ConfigureAwait(false);
        return (measurements[0].MedianMs, measurements[1].MedianMs);
    }

    private static LatencySubject Subject(string name, LayeredNetwork network) =>
        new(name, network.Input, () => OnnxExporter.Export(network)) { IsWhole = true };
}
