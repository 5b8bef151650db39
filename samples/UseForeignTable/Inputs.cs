using Lana.Candidates;
using Lana.Devices;
using Lana.Networks;
using Lana.Problem;
using Lana.Selections;
using Lana.Tables;
using Spectre.Console;

namespace UseForeignTable;

/// <summary>The inputs of the sample: two files, and the network that they describe.</summary>
/// <param name="Teacher">The network whose layers both files name.</param>
/// <param name="Table">The other device's latencies.</param>
/// <param name="Scores">The scores: the loss of quality with each operation.</param>
internal sealed record Inputs(NetworkDefinition Teacher, LatencyTable Table, ScoreTable Scores)
{
    public static Inputs Read(Settings settings)
    {
        var teacher = NamedNetwork.Define(settings.Network, settings.Resolution);
        var scores = ReadScores(settings.Scores);
        var searchSpace = SearchSpace.Named(scores.Entries
            .Select(entry => entry.Key.Operation)
            .Where(name => name != Operation.TeacherName)
            .Distinct());

        // Only the operations with a score are requested, and only in their layers: the rest of the file is checked and
        // ignored.
        var scored = searchSpace.Where((operation, layer) => scores.TryGet(new(layer.Name, operation.Name), out _));
        var device = new DeviceProfile(
            settings.Device, 1, "unknown", "unknown", "unknown", "unknown", "unknown", 1, settings.Batch, "float32");
        return new Inputs(teacher, LatencyCsv.Read(settings.Table, teacher, scored, device), scores);
    }

    // The selector's own CSV format, whose costs are not used.
    private static ScoreTable ReadScores(string file)
    {
        var problem = SelectionProblemCsv.Read(File.ReadAllText(file), file);
        foreach (var warning in problem.Warnings)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        return new ScoreTable("loss", file, problem.Layers.SelectMany(layer => layer.Operations
            .Zip(layer.Scores, (operation, score) => new ScoreEntry(layer.Name, operation, score))));
    }
}
