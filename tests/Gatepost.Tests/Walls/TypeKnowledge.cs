using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Gatepost.Tests.Walls;

/// <summary>Every type that a compiled type mentions: base, interfaces, fields, signatures, constraints, attributes, locals,
/// bodies and catch clauses. Async state machines and closures are nested types, which the caller walks as types of their
/// own.</summary>
internal static class TypeKnowledge
{
    public static IEnumerable<TypeReference> Of(TypeDefinition type) =>
        Direct(type).Where(static known => known is not null).SelectMany(Leaves);

    private static List<TypeReference> Direct(TypeDefinition type)
    {
        var found = new List<TypeReference>(type.Interfaces.Select(static i => i.InterfaceType));
        if (type.BaseType is { } parent) found.Add(parent);
        found.AddRange(Attributes(type));
        found.AddRange(Constraints(type));
        foreach (var field in type.Fields) found.AddRange([field.FieldType, .. Attributes(field)]);
        foreach (var property in type.Properties) found.AddRange(Attributes(property));
        foreach (var method in type.Methods) found.AddRange(Signature(method).Concat(Body(method)));
        return found;
    }

    private static IEnumerable<TypeReference> Signature(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(static p => p.ParameterType),
        .. method.Parameters.SelectMany(Attributes),
        .. Attributes(method),
        .. Attributes(method.MethodReturnType),
        .. Constraints(method),
        .. method.Overrides.SelectMany(Mentioned),
    ];

    private static IEnumerable<TypeReference> Body(MethodDefinition method)
    {
        if (!method.HasBody) return [];
        return method.Body.Variables.Select(static v => v.VariableType)
            .Concat(method.Body.ExceptionHandlers.Select(static h => h.CatchType))
            .Concat(method.Body.Instructions.SelectMany(Operand));
    }

    private static IEnumerable<TypeReference> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MethodReference method => Mentioned(method),
        FieldReference field => [field.FieldType, field.DeclaringType],
        CallSite site => [site.ReturnType, .. site.Parameters.Select(static p => p.ParameterType)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Mentioned(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(static p => p.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(
            static p => p.Constraints.Select(static c => c.ConstraintType).Concat(Attributes(p)));

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(static attribute =>
            attribute.ConstructorArguments
                .Concat(attribute.Properties.Select(static p => p.Argument))
                .Concat(attribute.Fields.Select(static f => f.Argument))
                .SelectMany(Argument)
                .Append(attribute.AttributeType));

    private static IEnumerable<TypeReference> Argument(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument inner => Argument(inner),
        CustomAttributeArgument[] many => many.SelectMany(Argument).Append(argument.Type),
        _ => [argument.Type],
    };

    private static IEnumerable<TypeReference> Leaves(TypeReference type) => type switch
    {
        null => [],
        GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Leaves).Append(generic.ElementType),
        IModifierType modifier => Leaves(modifier.ElementType).Concat(Leaves(modifier.ModifierType)),
        FunctionPointerType pointer =>
            Leaves(pointer.ReturnType).Concat(pointer.Parameters.SelectMany(static p => Leaves(p.ParameterType))),
        TypeSpecification specification => Leaves(specification.ElementType),
        _ => [type],
    };
}
