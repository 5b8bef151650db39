using System.Buffers;
using Lana.Definitions;

namespace Lana.Import.Onnx;

/// <summary>Gives the nodes of a network unique names that are valid names of folders.</summary>
internal sealed class NodeNames
{
    private const int MaxLength = 150;
    private static readonly SearchValues<char> Separators = SearchValues.Create("/\\:\0");

    private readonly UniqueNames _unique = new(Graph.InputName);

    /// <summary>Creates a name from the given one, for example <c>layer1.0.Conv</c> from <c>/layer1.0/Conv</c>.</summary>
    public string Unique(string name)
    {
        var plain = string.Create(Math.Min(name.Length, MaxLength), name, static (letters, name) =>
        {
            for (var place = 0; place < letters.Length; place++)
            {
                letters[place] = Separators.Contains(name[place]) ? '.' : name[place];
            }
        }).Trim('.');
        return _unique.Take(plain.Length == 0 ? "node" : plain);
    }
}
