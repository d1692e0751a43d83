// Copies tree-sitter's tree into the flat array of `tree.rs`, reading its subtrees directly: its cursor takes a quarter
// of the time that parsing takes, this a tenth of that. The headers are those of the very tree-sitter that is linked
// (see build.rs), so the layouts are its own; `flatten.rs` holds the result against the cursor's.

#include "language.h"
#include "subtree.h"
#include "tree.h"

// `Node` in tree.rs.
typedef struct {
  uint32_t start;
  uint32_t end;
  uint32_t parent;
  uint32_t next;
  uint8_t kind;
  uint8_t field;
} FlatNode;

// `Tables` in flatten.rs. By symbol: its kind, whether it stays without a role, whether it is a leaf. By field: its role.
typedef struct {
  const uint8_t *kinds;
  const uint8_t *keep;
  const uint8_t *whole;
  const uint8_t *fields;
  uint32_t symbols;
  uint8_t error;
} FlatTables;

// A subtree whose children are being read.
typedef struct {
  Subtree subtree;
  uint32_t child;
  // Counted without comments and the like: what aliases and fields go by.
  uint32_t structural;
  // Where its next child begins, padding included, in bytes.
  uint32_t position;
  // The nearest node around the children.
  uint32_t node;
  // What the children of a hidden subtree are to that node.
  TSFieldId role;
  bool hidden;
} Frame;

typedef Array(Frame) Frames;

static TSFieldId field_at(const TSLanguage *language, const Frame *frame) {
  const TSFieldMapEntry *entry, *end;
  ts_language_field_map(language, frame->subtree.ptr->production_id, &entry, &end);
  for (; entry < end; entry++) {
    if (!entry->inherited && entry->child_index == frame->structural) return entry->field_id;
  }
  return frame->hidden ? frame->role : 0;
}

// Writes at most `capacity` nodes and returns how many there are.
uint32_t nestor_flatten(const TSTree *tree, const FlatTables *tables, FlatNode *nodes, uint32_t capacity) {
  const TSLanguage *language = tree->language;
  Frames frames = array_new();
  uint32_t count = 0;
  // The root is read as the only child of nothing.
  Subtree subtree = tree->root;
  uint32_t start = ts_subtree_padding(subtree).bytes, parent = 0;
  TSSymbol alias = 0;
  TSFieldId role = 0;
  bool visible = true;
  for (;;) {
    uint32_t end = start + ts_subtree_size(subtree).bytes;
    TSSymbol symbol = alias ? alias : ts_subtree_symbol(subtree);
    bool known = symbol < tables->symbols;
    bool descend = ts_subtree_child_count(subtree) > 0;
    uint32_t node = parent;
    if (!visible) {
      descend = descend && subtree.ptr->visible_child_count > 0;
    } else if (role || !known || tables->keep[symbol]) {
      node = count++;
      bool lost = symbol == ts_builtin_sym_error || ts_subtree_missing(subtree);
      if (node < capacity) {
        nodes[node] = (FlatNode) {
          .start = start,
          .end = end,
          .parent = parent,
          .next = node + 1,
          .kind = lost ? tables->error : known ? tables->kinds[symbol] : 0,
          .field = tables->fields[role],
        };
      }
      descend = descend && !(known && tables->whole[symbol] && ts_subtree_error_cost(subtree) == 0);
    } else {
      descend = false;
    }
    if (descend) {
      array_push(&frames, ((Frame) {
        .subtree = subtree,
        .position = start - ts_subtree_padding(subtree).bytes,
        .node = node,
        .role = role,
        .hidden = !visible,
      }));
    }

    Frame *frame;
    for (;;) {
      if (frames.size == 0) {
        array_delete(&frames);
        return count;
      }
      frame = array_back(&frames);
      if (frame->child < frame->subtree.ptr->child_count) break;
      if (!frame->hidden && frame->node < capacity) nodes[frame->node].next = count;
      (void)array_pop(&frames);
    }
    subtree = ts_subtree_children(frame->subtree)[frame->child++];
    start = frame->position + ts_subtree_padding(subtree).bytes;
    frame->position = start + ts_subtree_size(subtree).bytes;
    parent = frame->node;
    visible = ts_subtree_visible(subtree);
    alias = 0;
    role = 0;
    if (!ts_subtree_extra(subtree)) {
      alias = ts_language_alias_at(language, frame->subtree.ptr->production_id, frame->structural);
      role = field_at(language, frame);
      visible = visible || alias;
      frame->structural++;
    }
  }
}
