using System.Text;
using Lana.Candidates;

namespace Lana.Fuzzing;

/// <summary>Names of operations between spaces, and what a filter takes for a family.</summary>
internal sealed class OperationNameTarget() : TextTarget(
    "operation-names",
    [
        "efn_e3_k5_se0.04", "cb_stack_k3_w0.5", "identity", "teacher", "vit", "efn_", "_k", "e", "k3", "w", "se0", "..", "_", "__",
        "0", "k3_e3",
    ],
    typeof(FormatException),
    typeof(ArgumentException))
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "efn_e3_k5",
            "identity cb_stack_k3_w0.5",
            string.Join(' ', SearchSpace.Compact.Operations.Select(operation => operation.Name)),
        }.Select(Encoding.UTF8.GetBytes),
    ];

    protected override Func<string> Read(string text)
    {
        var names = text.Split(' ');
        var searchSpace = SearchSpace.Named(names);
        var families = names.Where(name => name.Length % 2 == 0).Select(name => name.Split('_')[0]);
        return () => string.Join(
            ' ', [.. searchSpace.Operations.Select(operation => operation.Name), .. Filtered(searchSpace, families)]);
    }

    private static IEnumerable<string> Filtered(SearchSpace searchSpace, IEnumerable<string> families)
    {
        try
        {
            return searchSpace.WithoutFamilies(families).Operations.Select(operation => operation.Family);
        }
        catch (ArgumentException refusal)
        {
            return [refusal.Message];
        }
    }
}
