using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Tables;

/// <summary>Accuracy and measured latency over budgets, with the plain members of the family in the same picture.</summary>
internal sealed class SpeedUpTable() : ResultTable<SpeedUpResult>(
    "speed-up", "Speed-up at little or no loss: one student for each budget (Figure 1)", "v1", "resnet56")
{
    public override IReadOnlyList<double> Budgets { get; } = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    protected override async Task<SpeedUpResult> MeasureAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        var members = new List<MemberPoint>();
        foreach (var name in experiment.Options.StudentsOnly ? [] : experiment.Family.Members)
        {
            using var member = await experiment.TrainMemberAsync(name, withTeacher: false, cancellationToken);
            members.Add(new MemberPoint(
                name,
                await experiment.ShareOfTeacherAsync(name, cancellationToken),
                await experiment.TestAsync(member, cancellationToken))
            {
                Resolution = member.Input.Height,
            });
        }

        var students = new List<StudentRow>();
        foreach (var share in experiment.Options.Budgets)
        {
            students.Add(await StudentRow.MakeAsync(
                experiment,
                new StudentPlan("speed-up") { Trials = experiment.Scale.SearchTrials },
                share,
                cancellationToken));
        }

        return new SpeedUpResult(await experiment.TestAsync(experiment.Teacher, cancellationToken), students, members);
    }

    protected override void Write(IReadOnlyList<Cell<SpeedUpResult>> cells, ResultPage page)
    {
        foreach (var cell in cells)
        {
            var result = cell.Result;
            page.Text($"{cell.Family}, seed {cell.Seed}; the teacher's test accuracy is {100.0 * result.TeacherAccuracy:F2} %.");
            page.Table(
                ["budget, or plain member", "measured share", "times as fast", "accuracy, %", "against the teacher"],
                [
                    .. result.Students.Select(student => Row(
                        result, Figures.Number(student.BudgetMs / student.TeacherMs), 1.0 / student.Speedup, student.Accuracy)),
                    .. result.Members.Select(member =>
                        Row(result, Figures.Member(member.Name, member.Resolution), member.Share, member.Accuracy)),
                ]);
            page.Picture($"speed-up-{cell.Family}-seed{cell.Seed}", $"{cell.Family}: accuracy against latency", plot =>
            {
                plot.AccuracyLine("students", result.Students.Select(student => (1.0 / student.Speedup, student.Accuracy)));
                plot.AccuracyLine("plain members", result.Members.Select(member => (member.Share, member.Accuracy)));
                plot.AccuracyLine("teacher", [(1.0, result.TeacherAccuracy)]);
                plot.AccuracyAxes();
            });
        }
    }

    private static object[] Row(SpeedUpResult result, string what, double share, double accuracy) =>
    [
        what,
        Figures.Number(share),
        Figures.Times(1.0 / share),
        Figures.Percent(accuracy),
        Figures.Points(accuracy - result.TeacherAccuracy),
    ];
}
