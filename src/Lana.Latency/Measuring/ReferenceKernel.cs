using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lana.Measuring;

/// <summary>A fixed piece of arithmetic whose time says how fast the machine is just now: multiply-adds over 64 kB.</summary>
internal sealed class ReferenceKernel : ITimedRun
{
    private const int Passes = 24;
    private const int CalibrationRuns = 800;

    // The calm level: preemption and neighbours only add time, so it is near the lowest that is seen, not in the middle.
    private const double CalmShare = 0.1;

    private readonly float[] _values = [.. Enumerable.Range(0, 16384).Select(index => (index % 17) / 17.0f)];
    private float _sink;

    public bool IsWhole => false;

    /// <summary>What one run takes while nobody disturbs, in milliseconds.</summary>
    public double Calibrate(IStopwatch stopwatch)
    {
        var times = new double[CalibrationRuns];
        for (var run = 0; run < times.Length; run++)
        {
            var started = stopwatch.Milliseconds;
            Run();
            times[run] = stopwatch.Milliseconds - started;
        }

        // A clock too coarse to see one run would divide by zero; such a clock has no use for the drift either.
        return Math.Max(SampleStatistics.Quantile(times, CalmShare), 1e-6);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run()
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(_values);
        Vector<float> a = Vector<float>.Zero, b = a, c = a, d = a;
        var factor = new Vector<float>(0.5f);
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var index = 0; index + 3 < vectors.Length; index += 4)
            {
                a = Vector.FusedMultiplyAdd(a, factor, vectors[index]);
                b = Vector.FusedMultiplyAdd(b, factor, vectors[index + 1]);
                c = Vector.FusedMultiplyAdd(c, factor, vectors[index + 2]);
                d = Vector.FusedMultiplyAdd(d, factor, vectors[index + 3]);
            }
        }

        _sink = Vector.Sum(a + b + c + d);
    }

    /// <summary>The last result: keeps the arithmetic from being left out.</summary>
    public float Sink => _sink;
}
