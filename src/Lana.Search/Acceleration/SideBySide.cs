using Lana.Measuring;
using Lana.Networks;

namespace Lana.Acceleration;

/// <summary>Measures teacher and student in interleaved runs, so that their ratio does not feel the machine's
/// drift.</summary>
internal static class SideBySide
{
    /// <summary>A busy machine spoils a run now and then: the median of so many counts.</summary>
    public const int Runs = 3;

    /// <summary>The run in the middle.</summary>
    /// <param name="meter">What measures.</param>
    /// <param name="teacher">The teacher.</param>
    /// <param name="student">The student.</param>
    /// <param name="isRelative">Whether the student's share of the teacher decides which run that is, not its
    /// time.</param>
    /// <param name="progress">Told by the meter; null for nobody.</param>
    /// <param name="cancellationToken">Stops the meter.</param>
    public static async Task<(double TeacherMs, double StudentMs)> MeasureAsync(
        ILatencyMeter meter,
        LayeredNetwork teacher,
        LayeredNetwork student,
        bool isRelative,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        LatencySubject[] subjects = [LatencySubject.Of(teacher, "teacher"), LatencySubject.Of(student, "student")];
        var runs = new List<(double TeacherMs, double StudentMs)>(Runs);
        for (var run = 0; run < Runs; run++)
        {
            var measured = await meter.MeasureAsync(subjects, progress, cancellationToken).ConfigureAwait(false);
            runs.Add((measured[0].MedianMs, measured[1].MedianMs));
        }

        return runs.OrderBy(run => isRelative ? run.StudentMs / run.TeacherMs : run.StudentMs).ElementAt(Runs / 2);
    }
}
