namespace Lana.Onnx;

/// <summary>A node in the form of opset 17.</summary>
/// <param name="Type">The operator.</param>
/// <param name="Inputs">The names of its inputs; empty for one that is absent.</param>
/// <param name="Attributes">Its attributes by name.</param>
internal sealed record OpsetNode(string Type, string[] Inputs, Dictionary<string, object> Attributes)
{
    /// <summary>Returns the attributes with additional ones.</summary>
    public (string, object)[] With(params (string, object)[] more) =>
        [.. Attributes.Select(pair => (pair.Key, pair.Value)), .. more];

    /// <summary>Returns the attributes without one of them.</summary>
    public (string, object)[] Without(string name) =>
        [.. Attributes.Where(pair => pair.Key != name).Select(pair => (pair.Key, pair.Value))];

    public bool Has(int input) => input < Inputs.Length && Inputs[input].Length > 0;
}
