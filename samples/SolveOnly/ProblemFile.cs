using Lana.Problem;

namespace SolveOnly;

/// <summary>Reads the numbers of the problem.</summary>
internal static class ProblemFile
{
    /// <summary>Reads the problem with its limit, and the name of the limited cost.</summary>
    public static (SelectionProblem Problem, string Cost) Read(Settings settings)
    {
        var problem = settings.Problem is { } file ? ReadFile(file) : ReadExample();
        if (problem.Costs.Count == 0)
        {
            throw new ArgumentException("The problem has no cost; add a column after the scores.");
        }

        var cost = settings.Cost ?? problem.Costs[0].Name;
        var maximum = settings.Maximum ?? (settings.Budget * problem.TotalCost(cost, settings.Teacher));
        return (problem.WithLimit(cost, maximum: maximum), cost);
    }

    private static SelectionProblem ReadFile(string file)
    {
        var text = File.ReadAllText(file);
        return file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? SelectionProblemJson.Read(text, file)
            : SelectionProblemCsv.Read(text, file);
    }

    // The costs and scores of a run of the Quickstart.
    private static SelectionProblem ReadExample()
    {
        using var stream = typeof(ProblemFile).Assembly.GetManifestResourceStream("example.csv")!;
        using var reader = new StreamReader(stream);
        return SelectionProblemCsv.Read(reader.ReadToEnd(), "example.csv");
    }
}
