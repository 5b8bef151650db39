using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Storage;

namespace Lana.Reproduction.Tables;

/// <summary>The teachers everything begins with.</summary>
internal static class TeacherTable
{
    public static void Write(ResultFolder folder, ResultPage page)
    {
        var teachers = Path.Combine(folder.Path, "teachers");
        if (!Directory.Exists(teachers))
        {
            return;
        }

        page.Heading("Teachers");
        page.Table(
            ["family", "miniature of", "width", "layers", "parameters", "MACs", "epochs", "test accuracy, %", "ms"],
            Directory.EnumerateFiles(teachers, "*.json").Order(StringComparer.Ordinal).Select(file => Row(JsonFile.Read<TeacherFacts>(file))));
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
