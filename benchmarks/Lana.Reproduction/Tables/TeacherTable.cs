using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;

namespace Lana.Reproduction.Tables;

/// <summary>The table of the teachers.</summary>
internal static class TeacherTable
{
    public static void Write(ResultFolder folder, ResultPage page)
    {
        var teachers = folder.Teachers();
        if (teachers.Count > 0)
        {
            page.Heading("Teachers");
            page.Table(
                ["family", "miniature of", "width", "layers", "parameters", "MACs", "epochs", "test accuracy, %", "ms"],
                teachers.Select(Row));
        }
    }

    private static object[] Row(TeacherFacts facts) =>
    [
        facts.Family,
        facts.Network,
        facts.Width,
        facts.Layers,
        facts.Parameters,
        facts.Macs,
        facts.Epochs,
        Figures.Percent(facts.Accuracy),
        Figures.Number(facts.LatencyMs),
    ];
}
