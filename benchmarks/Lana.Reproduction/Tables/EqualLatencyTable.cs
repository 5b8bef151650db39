using Lana.Measurement;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Tables;

/// <summary>LANA's Table 3: a larger teacher, accelerated to the latency of a smaller member of its family, compared
/// with that member.</summary>
internal sealed class EqualLatencyTable() : ResultTable<EqualLatencyResult>(
    "equal-latency", "Equal latency: accelerated from a larger teacher, against the plain member of the family (Table 3)", "v1", "resnet56", "v2", "resnest")
{
    protected override async Task<EqualLatencyResult> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        var target = experiment.Family.Target;
        using var plain = await experiment.TrainMemberAsync(target, withTeacher: false, cancellationToken);
        using var distilled = await experiment.TrainMemberAsync(target, withTeacher: true, cancellationToken);
        var share = await experiment.ShareOfTeacherAsync(target, cancellationToken);
        using var result = await experiment.AccelerateAsync(
            new StudentPlan("equal latency") { Trials = experiment.Scale.SearchTrials },
            Problem.Budget.Latency(share),
            cancellationToken);
        var student = await StudentRow.OfAsync(experiment, result, cancellationToken);
        var pairs = await experiment.BesideTeacherAsync(
            [LatencySubject.Of(plain), LatencySubject.Of(result.Student)], experiment.Meter, cancellationToken);
        return new EqualLatencyResult(
            target,
            pairs[0].TeacherMs,
            pairs[0].StudentMs,
            pairs[1].StudentMs,
            await experiment.TestAsync(experiment.Teacher, cancellationToken),
            await experiment.TestAsync(plain, cancellationToken),
            await experiment.TestAsync(distilled, cancellationToken),
            student)
        {
            MemberResolution = plain.Input.Height,
        };
    }

    protected override void Write(IReadOnlyList<Cell<EqualLatencyResult>> cells, ResultPage page) => page.Table(
        [
            "family", "seeds", "member", "member / teacher, ms", "student, ms", "teacher, %", "member, %", "member with KD, %",
            "student, %", "gain", "gain over KD",
        ],
        cells.GroupBy(cell => cell.Family).Select(family => Row(family.Key, [.. family.Select(cell => cell.Result)])));

    private static object[] Row(string family, IReadOnlyList<EqualLatencyResult> results) =>
    [
        family,
        results.Count,
        Figures.Member(results[0].Member, results[0].MemberResolution),
        $"{Figures.Number(results.Average(result => result.MemberMs))} / {Figures.Number(results.Average(result => result.TeacherMs))}",
        Figures.Number(results.Average(result => result.StudentMs)),
        Figures.Percent(results[0].TeacherAccuracy),
        Figures.Percent([.. results.Select(result => result.MemberAccuracy)]),
        Figures.Percent([.. results.Select(result => result.DistilledAccuracy)]),
        Figures.Percent([.. results.Select(result => result.Student.Accuracy)]),
        Figures.Points([.. results.Select(result => result.Student.Accuracy - result.MemberAccuracy)]),
        Figures.Points([.. results.Select(result => result.Student.Accuracy - result.DistilledAccuracy)]),
    ];
}
