using System.Text;
using Lana.Problem;

namespace Lana.Fuzzing;

/// <summary>Scores and costs as CSV.</summary>
internal sealed class ProblemCsvTarget() : TextTarget(
    "problem-csv",
    [
        "layer", "operation", "score", "latency [ms]", "weights []", "*", "*,,,1,2", "teacher", "identity",
        "blocks.0.0,teacher,0,1,2", ",,,,", " , ",
    ],
    typeof(SelectionFormatException))
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [Encoding.UTF8.GetBytes(SelectionProblemCsv.Write(SomeProblem.Make()))];

    protected override Func<string> Read(string text)
    {
        var problem = SelectionProblemCsv.Read(text, "input.csv");
        return () => string.Join('\n', [SelectionProblemJson.Write(problem), .. problem.Warnings]);
    }
}
